/** What organisers do with a date. */
import { useState } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconCalendarX,
  IconDotsVertical,
  IconDownload,
  IconPencil,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { confirm } from '@/ui';
import { exportAddress, useCancelSession, type Course, type Session } from './client';
import { SessionDialog } from './SessionDialog';
import { useWhen } from './words';

interface Props {
  course: Course;
  session: Session;
  /** Show who comes. */
  onOpen: () => void;
}

export function SessionMenu({ course, session, onOpen }: Props) {
  const { t } = useTranslation('calendar');
  const when = useWhen();
  const cancel = useCancelSession();
  const [isEdited, setEdited] = useState(false);
  const count = session.registered + session.waiting;
  const isPlanned = session.state === 'planned';
  async function ask(): Promise<void> {
    const isSure = await confirm({
      title: t('training.date.cancel.title', { when: when(session) }),
      body: t('training.date.cancel.body', { count }),
      action: t('training.date.cancel'),
      isDangerous: true,
    });
    if (isSure) cancel.mutate(session.id);
  }
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconUsers size={14} />}
        aria-label={t('training.act', {
          act: t('training.people.count', { count }),
          when: when(session),
        })}
        onClick={onOpen}
      >
        {count}
      </Button>
      <Menu width={220} position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('training.act', { act: t('training.options'), when: when(session) })}
          >
            <IconDotsVertical size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isPlanned && (
            <Menu.Item
              leftSection={<IconPencil size={16} stroke={1.75} />}
              onClick={() => setEdited(true)}
            >
              {t('training.date.edit')}
            </Menu.Item>
          )}
          <Menu.Item
            component="a"
            href={exportAddress(session.id)}
            download
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('training.export')}
          </Menu.Item>
          {isPlanned && !session.is_over && (
            <Menu.Item
              color="red"
              leftSection={<IconCalendarX size={16} stroke={1.75} />}
              onClick={() => void ask()}
            >
              {t('training.date.cancel')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isEdited && (
        <SessionDialog course={course} session={session} onClose={() => setEdited(false)} />
      )}
    </>
  );
}
