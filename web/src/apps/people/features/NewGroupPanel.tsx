/** Make an empty group; members are added after. */
import { useState } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { RightPanel, toast } from '@/ui';
import { useGroupActions } from '../client/directory';

export function NewGroupPanel({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (id: string) => void;
}) {
  const { t } = useTranslation('people');
  const actions = useGroupActions();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [problem, setProblem] = useState<ProblemError | null>(null);
  async function create(): Promise<void> {
    try {
      const made = await actions.create(name.trim(), email.trim());
      if (made) onMade(made.id);
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  return (
    <RightPanel
      title={t('groups.new')}
      onClose={onClose}
      foot={
        <Button type="submit" form="new-group">
          {t('groups.create')}
        </Button>
      }
    >
      <form
        id="new-group"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack>
          <TextInput
            label={t('field.name')}
            value={name}
            autoFocus
            error={problem?.messageFor('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            type="email"
            label={t('field.email')}
            description={t('groups.emailBody')}
            value={email}
            error={problem?.messageFor('email')}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        </Stack>
      </form>
    </RightPanel>
  );
}
