/** One group: its address and members; administrators add and remove. */
import { ActionIcon, Button, Stack, Text } from '@mantine/core';
import { IconUsersGroup, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import {
  confirm,
  KeyValues,
  ListRow,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RightPanel,
  RowList,
  toast,
  type PersonChoice,
} from '@/ui';
import { useGroup, useGroupActions, useMembers, type Member } from '../client/directory';
import type { Group } from '../client/types';

function Members({ group }: { group: Group }) {
  const { t } = useTranslation('people');
  const members = useMembers(group.id);
  const actions = useGroupActions();
  const add = (choices: PersonChoice[]) =>
    void Promise.all(choices.map((it) => actions.add(group.id, it.id))).catch(toast.problem);
  async function drop(member: Member): Promise<void> {
    await actions.drop(group.id, member.id);
    toast.show(t('groups.removed', { name: member.name }), {
      undo: () => actions.add(group.id, member.id).catch(toast.problem),
    });
  }
  return (
    <Stack gap="sm">
      {group.abilities.update && <PeoplePicker label={t('groups.add')} value={[]} onChange={add} />}
      <QueryState
        query={members}
        isEmpty={members.items.length === 0}
        empty={<Text c="dimmed">{t('groups.nobody')}</Text>}
      >
        <RowList label={t('groups.members')}>
          {members.items.map((member) => (
            <ListRow
              key={member.id}
              mark={
                member.kind === 'group' ? (
                  <IconUsersGroup size={20} stroke={1.75} />
                ) : (
                  <PersonAvatar name={member.name} seed={member.id} size={28} />
                )
              }
              title={member.name}
              description={member.email}
              actions={
                group.abilities.update && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('groups.remove', { name: member.name })}
                    onClick={() => void drop(member).catch(toast.problem)}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                )
              }
            />
          ))}
        </RowList>
        {members.hasMore && (
          <Button variant="subtle" onClick={members.more}>
            {t('more')}
          </Button>
        )}
      </QueryState>
    </Stack>
  );
}

export function GroupPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('people');
  const query = useGroup(id);
  const actions = useGroupActions();
  const group = query.data;
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('groups.deleteTitle', { name: group?.name ?? '' }),
      body: t('groups.deleteBody'),
      action: t('groups.delete'),
      isDangerous: true,
    });
    if (!isSure) return;
    await actions.remove(id);
    onClose();
  }
  return (
    <RightPanel
      title={group?.name ?? t('groups.one')}
      onClose={onClose}
      foot={
        group?.abilities.delete && (
          <Button variant="subtle" color="red" onClick={() => void remove().catch(toast.problem)}>
            {t('groups.delete')}
          </Button>
        )
      }
    >
      <QueryState query={query} isEmpty={!group}>
        {group && (
          <Stack gap="lg">
            <KeyValues
              items={[
                [t('field.email'), group.email],
                [t('field.description'), group.description],
              ]}
            />
            <Members group={group} />
          </Stack>
        )}
      </QueryState>
    </RightPanel>
  );
}
