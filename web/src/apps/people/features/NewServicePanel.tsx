/** Open a service account. It has no password: it acts by its tokens alone. */
import { useState } from 'react';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { RightPanel, toast } from '@/ui';
import { useServiceActions } from '../client/services';
import { proposedAddress } from './proposedAddress';

const empty = { name: '', email: '', title: '' };

export function NewServicePanel({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const { t } = useTranslation('people');
  const { domain } = useMe();
  const actions = useServiceActions();
  const [account, setAccount] = useState(empty);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const proposed = proposedAddress(account.name, '', domain);

  async function create(): Promise<void> {
    try {
      const made = await actions.create({ ...account, email: account.email || proposed });
      onMade(made.id);
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  const field = (name: keyof typeof empty) => ({
    value: account[name],
    error: problem?.messageFor(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setAccount({ ...account, [name]: event.currentTarget.value }),
  });
  return (
    <RightPanel
      title={t('services.new')}
      onClose={onClose}
      foot={
        <Button type="submit" form="new-service">
          {t('person.create')}
        </Button>
      }
    >
      <form
        id="new-service"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack>
          <Text c="dimmed">{t('services.body')}</Text>
          <TextInput label={t('field.name')} autoFocus {...field('name')} />
          <TextInput label={t('services.purpose')} {...field('title')} />
          <TextInput
            type="email"
            label={t('field.email')}
            placeholder={proposed}
            {...field('email')}
          />
        </Stack>
      </form>
    </RightPanel>
  );
}
