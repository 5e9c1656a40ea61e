/** Who may see or change a calendar, and who learns the busy times. */
import { useState } from 'react';
import { ActionIcon, Button, Group, Modal, Select, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ListRow, PeoplePicker, PersonAvatar, RowList, toast, type PersonChoice } from '@/ui';
import {
  useCalendarsById,
  useChangeCalendar,
  useGrants,
  useShare,
  useUnshare,
} from '@/apps/calendar/client/calendars';
import type { Grant, Role } from '@/apps/calendar/client/types';

const roles: readonly Role[] = ['viewer', 'contributor', 'editor', 'manager'];
const isRole = (text: string | null): text is Role => roles.some((it) => it === text);
const audiences = ['everyone', 'shared', 'nobody'] as const;

interface Props {
  id: string;
  onClose: () => void;
}

export default function ShareDialog({ id, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const calendar = useCalendarsById().get(id);
  return (
    <Modal
      opened
      onClose={onClose}
      size={540}
      title={t('share.title', { name: calendar?.name ?? '' })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Sharing id={id} />
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('done')}</Button>
      </Group>
    </Modal>
  );
}

/** The same on the calendar's settings page. */
export function Sharing({ id }: { id: string }) {
  const { t } = useTranslation('calendar');
  const calendar = useCalendarsById().get(id);
  const { data: grants = [] } = useGrants(id);
  const share = useShare(id);
  const change = useChangeCalendar(id);
  const [people, setPeople] = useState<PersonChoice[]>([]);
  const [role, setRole] = useState<Role>('viewer');
  const choices = roles.map((it) => ({ value: it, label: t(`role.${it}`) }));
  return (
    <Stack gap="md">
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <div style={{ flex: 1, minWidth: 0 }}>
          <PeoplePicker
            label={t('share.people')}
            isLabelHidden
            placeholder={t('share.people')}
            value={people}
            onChange={setPeople}
          />
        </div>
        <Select
          aria-label={t('share.role')}
          w={170}
          allowDeselect={false}
          data={choices}
          value={role}
          onChange={(value) => isRole(value) && setRole(value)}
        />
        <Button
          disabled={people.length === 0}
          loading={share.isPending}
          onClick={() =>
            share.mutate(
              { principals: people.map((it) => it.id), role },
              { onSuccess: () => setPeople([]) },
            )
          }
        >
          {t('share')}
        </Button>
      </Group>
      {grants.length > 0 && (
        <RowList label={t('share.have')}>
          {grants.map((it) => (
            <GrantRow
              key={it.principal_id}
              id={id}
              grant={it}
              choices={choices}
              isOwner={it.principal_id === calendar?.owner.id}
            />
          ))}
        </RowList>
      )}
      {calendar && (
        <Select
          label={t('freeBusy')}
          description={t('freeBusy.help')}
          allowDeselect={false}
          data={audiences.map((it) => ({ value: it, label: t(`freeBusy.${it}`) }))}
          value={calendar.free_busy}
          onChange={(value) =>
            value &&
            change.mutate({ free_busy: value }, { onError: (error) => toast.problem(error) })
          }
        />
      )}
    </Stack>
  );
}

interface RowProps {
  id: string;
  grant: Grant;
  choices: { value: Role; label: string }[];
  /** Whose calendar it is keeps it. */
  isOwner: boolean;
}

function GrantRow({ id, grant, choices, isOwner }: RowProps) {
  const { t } = useTranslation('calendar');
  const share = useShare(id);
  const unshare = useUnshare(id);
  const { principal_id, name, email, role } = grant;
  const mark = <PersonAvatar name={name} seed={principal_id} size={32} />;
  if (isOwner) {
    return <ListRow mark={mark} title={name} description={email} actions={t('share.owner')} />;
  }
  return (
    <ListRow
      mark={mark}
      title={name}
      description={email}
      actions={
        <>
          <Select
            size="xs"
            w={170}
            aria-label={t('share.role.of', { name })}
            allowDeselect={false}
            data={
              roles.includes(role)
                ? choices
                : [{ value: role, label: t(`role.${role}`) }, ...choices]
            }
            value={role}
            onChange={(value) =>
              isRole(value) && share.mutate({ principals: [principal_id], role: value })
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('share.remove', { name })}
            onClick={() => unshare.mutate(principal_id)}
          >
            <IconX size={18} stroke={1.75} />
          </ActionIcon>
        </>
      }
    />
  );
}
