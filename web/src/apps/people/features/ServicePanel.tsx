/** One service account: what it is for, whether it works, its tokens. */
import { Button, Stack } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { KeyValues, QueryState, RightPanel, toast } from '@/ui';
import { usePerson, usePersonActions } from '../client/directory';
import type { Person } from '../client/types';
import { PersonGroups } from './PersonGroups';
import { PersonState } from './PersonState';
import { Tokens } from './Tokens';

function OnOff({ account }: { account: Person }) {
  const { t } = useTranslation('people');
  const { act } = usePersonActions();
  async function suspend(): Promise<void> {
    await act(account.id, 'suspend');
    toast.show(t('person.suspended', { name: account.name }), {
      undo: () => act(account.id, 'restore').catch(toast.problem),
    });
  }
  if (account.abilities.restore)
    return (
      <Button
        variant="default"
        onClick={() => void act(account.id, 'restore').catch(toast.problem)}
      >
        {t('person.restore')}
      </Button>
    );
  if (!account.abilities.suspend) return null;
  return (
    <Button variant="default" onClick={() => void suspend().catch(toast.problem)}>
      {t('person.suspend')}
    </Button>
  );
}

export function ServicePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const me = useMe();
  const query = usePerson(id);
  const account = query.data;
  return (
    <RightPanel
      title={account?.name ?? t('services.one')}
      onClose={onClose}
      foot={account && <OnOff account={account} />}
    >
      <QueryState query={query} isEmpty={!account}>
        {account && (
          <Stack gap="lg">
            <KeyValues
              items={[
                [t('services.purpose'), account.title],
                [t('field.email'), account.email],
                [t('filter.state'), <PersonState key="state" state={account.state} />],
              ]}
            />
            {me.abilities.administer && <Tokens account={account.id} />}
            <PersonGroups person={account} />
          </Stack>
        )}
      </QueryState>
    </RightPanel>
  );
}
