/** Open one account by hand; many are opened with a roster. */
import { useState } from 'react';
import { Button, Stack, Switch, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { RightPanel, toast } from '@/ui';
import { usePersonActions } from '../client/directory';
import { proposedAddress } from './proposedAddress';
import { UnitSelect } from './UnitSelect';

const empty = { given: '', family: '', email: '', title: '', outside: '', unit: '' };

export function NewPersonPanel({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const { t } = useTranslation('people');
  const { domain } = useMe();
  const actions = usePersonActions();
  const [person, setPerson] = useState(empty);
  const [isInvited, setInvited] = useState(true);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const proposed = proposedAddress(person.given, person.family, domain);

  async function create(): Promise<void> {
    try {
      const made = await actions.create({
        email: person.email || proposed,
        name: `${person.given} ${person.family}`.trim(),
        given_name: person.given,
        family_name: person.family,
        title: person.title,
        unit_id: person.unit || null,
        recovery_email: person.outside,
        invite: isInvited,
      });
      toast.show(t('person.created', { name: made?.name ?? '' }), { tone: 'success' });
      if (made) onMade(made.id);
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  const field = (name: keyof typeof empty, server: string) => ({
    value: person[name],
    error: problem?.messageFor(server),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setPerson({ ...person, [name]: event.currentTarget.value }),
  });
  return (
    <RightPanel
      title={t('person.new')}
      onClose={onClose}
      foot={
        <Button type="submit" form="new-person">
          {t('person.create')}
        </Button>
      }
    >
      <form
        id="new-person"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack>
          <TextInput label={t('field.given')} autoFocus {...field('given', 'given_name')} />
          <TextInput label={t('field.family')} {...field('family', 'family_name')} />
          <TextInput
            type="email"
            label={t('field.email')}
            placeholder={proposed}
            {...field('email', 'email')}
          />
          <TextInput label={t('field.title')} {...field('title', 'title')} />
          <UnitSelect
            label={t('field.unit')}
            value={person.unit || null}
            onChange={(unit) => setPerson({ ...person, unit: unit ?? '' })}
          />
          <TextInput
            type="email"
            label={t('field.outside')}
            description={t('field.outsideBody')}
            {...field('outside', 'recovery_email')}
          />
          <Switch
            label={t('person.inviteNow')}
            checked={isInvited}
            onChange={(event) => setInvited(event.currentTarget.checked)}
          />
        </Stack>
      </form>
    </RightPanel>
  );
}
