/** The settings of a queue: its words, and who works on it. For managers. */
import { useState } from 'react';
import {
  ActionIcon,
  Button,
  Group,
  NumberInput,
  Select,
  Stack,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  Crumbs,
  EmptyState,
  ListRow,
  Page,
  PageSection,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RowList,
  toast,
  Toolbar,
  type PersonChoice,
} from '@/ui';
import { useQueues, useRoles, useSetRole, useUpdateQueue, type Queue } from '../client';
import { DeskSide } from '../features/DeskSide';

const roles = ['viewer', 'agent', 'manager'] as const;
type RoleName = (typeof roles)[number];

export default function QueuePage() {
  const { t } = useTranslation('desk');
  const id = usePathParam('queue');
  const queues = useQueues();
  const queue = queues.data?.find((one) => one.id === id);
  const crumbs = [
    { label: queue?.name ?? t('app'), to: `/desk/queue/${id}` },
    { label: t('queue.settings') },
  ];
  return (
    <AppLayout title={t('app')} side={<DeskSide />}>
      <Toolbar title={<Crumbs items={crumbs} />} />
      <QueryState
        query={queues}
        isEmpty={!queue?.abilities.manage}
        empty={<EmptyState drawing="key" title={t('queue.forbidden')} />}
      >
        {queue && (
          <Page>
            <Words key={queue.id} queue={queue} />
            <People queueId={queue.id} />
          </Page>
        )}
      </QueryState>
    </AppLayout>
  );
}

function Words({ queue }: { queue: Queue }) {
  const { t } = useTranslation('desk');
  const update = useUpdateQueue(queue.id);
  const [draft, setDraft] = useState({
    name: queue.name,
    acknowledges: queue.acknowledges,
    acknowledgement: queue.acknowledgement,
    reopen_days: queue.reopen_days,
  });
  const save = () =>
    update.mutate(draft, {
      onSuccess: () => void toast.show(t('saved'), { tone: 'success' }),
      onError: (error) => void toast.problem(error),
    });
  return (
    <PageSection title={t('queue.words')} description={t('queue.address', { email: queue.email })}>
      <Stack gap="sm">
        <TextInput
          label={t('name')}
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        <Switch
          label={t('queue.acknowledges')}
          checked={draft.acknowledges}
          onChange={(event) => setDraft({ ...draft, acknowledges: event.currentTarget.checked })}
        />
        <Textarea
          label={t('queue.acknowledgement')}
          description={t('queue.acknowledgement.help')}
          autosize
          minRows={4}
          disabled={!draft.acknowledges}
          value={draft.acknowledgement}
          onChange={(event) => setDraft({ ...draft, acknowledgement: event.currentTarget.value })}
        />
        <NumberInput
          label={t('queue.reopen')}
          min={0}
          max={365}
          value={draft.reopen_days}
          onChange={(value) => setDraft({ ...draft, reopen_days: Number(value) })}
        />
        <Group justify="flex-end">
          <Button onClick={save} loading={update.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </PageSection>
  );
}

function People({ queueId }: { queueId: string }) {
  const { t } = useTranslation('desk');
  const found = useRoles(queueId);
  const { mutate: setRole } = useSetRole(queueId);
  const [chosen, setChosen] = useState<PersonChoice[]>([]);
  const choices = roles.map((value) => ({ value, label: t(`role.${value}`) }));

  function add(): void {
    for (const one of chosen) setRole({ principal_id: one.id, role: 'agent' });
    setChosen([]);
  }

  return (
    <PageSection title={t('queue.people')} description={t('queue.people.help')}>
      <Group align="flex-end" gap="xs" mb="sm" wrap="nowrap">
        <div style={{ flex: 1 }}>
          <PeoplePicker
            label={t('queue.people.add')}
            value={chosen}
            onChange={setChosen}
            placeholder={t('queue.people.placeholder')}
          />
        </div>
        <Button variant="default" disabled={chosen.length === 0} onClick={add}>
          {t('add')}
        </Button>
      </Group>
      <RowList label={t('queue.people')}>
        {(found.data ?? []).map((row) => (
          <ListRow
            key={row.principal_id}
            mark={<PersonAvatar name={row.name} size={28} />}
            title={row.name}
            actions={
              <>
                <Select
                  aria-label={t('role.of', { name: row.name })}
                  size="xs"
                  w={120}
                  allowDeselect={false}
                  value={row.role}
                  data={choices}
                  onChange={(value) =>
                    value && setRole({ principal_id: row.principal_id, role: value as RoleName })
                  }
                />
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('role.remove', { name: row.name })}
                  onClick={() => setRole({ principal_id: row.principal_id, role: 'none' })}
                >
                  <IconTrash size={18} stroke={1.75} />
                </ActionIcon>
              </>
            }
          />
        ))}
      </RowList>
    </PageSection>
  );
}
