/** The groups of a person; administrators add and remove. */
import { ActionIcon, Anchor, Stack, Text, Title } from '@mantine/core';
import { IconUsersGroup, IconX } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { ListRow, PeoplePicker, RowList, toast, type PersonChoice } from '@/ui';
import { useGroupActions } from '../client/directory';
import type { Person } from '../client/types';
import { searchGroups } from './searchGroups';

export function PersonGroups({ person }: { person: Person }) {
  const { t } = useTranslation('people');
  const { abilities } = useMe();
  const actions = useGroupActions();
  const add = (groups: PersonChoice[]) =>
    void Promise.all(groups.map((it) => actions.add(it.id, person.id))).catch(toast.problem);
  async function leave(group: Person['groups'][number]): Promise<void> {
    await actions.drop(group.id, person.id);
    toast.show(t('person.left', { group: group.name }), {
      undo: () => actions.add(group.id, person.id).catch(toast.problem),
    });
  }
  if (!abilities.administer && person.groups.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {t('field.groups')}
      </Title>
      {abilities.administer && (
        <PeoplePicker
          label={t('person.addGroup')}
          placeholder={t('person.addGroup')}
          isLabelHidden
          value={[]}
          search={searchGroups}
          onChange={add}
        />
      )}
      {person.groups.length === 0 && <Text c="dimmed">{t('person.noGroups')}</Text>}
      <RowList label={t('field.groups')}>
        {person.groups.map((group) => (
          <ListRow
            key={group.id}
            mark={<IconUsersGroup size={20} stroke={1.75} aria-hidden />}
            title={
              <Anchor component={Link} c="inherit" to={`/people/groups/${group.id}`}>
                {group.name}
              </Anchor>
            }
            description={group.is_direct ? group.email : t('person.throughGroup')}
            actions={
              abilities.administer &&
              group.is_direct && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('person.leaveGroup', { group: group.name })}
                  onClick={() => void leave(group).catch(toast.problem)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )
            }
          />
        ))}
      </RowList>
    </Stack>
  );
}
