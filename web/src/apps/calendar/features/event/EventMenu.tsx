/** What else one can do with an event. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowsMove,
  IconCalendarShare,
  IconCopy,
  IconDotsVertical,
  IconEye,
  IconPrinter,
  IconRun,
  IconStretching2,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { duplicate, moveToCalendar } from '@/apps/calendar/client/act';
import { useWritable } from '@/apps/calendar/client/calendars';
import type { EventOut, Occurrence } from '@/apps/calendar/client/types';
import { ask } from '../asking';
import { handOver } from '../editor/handover';

interface Props {
  occurrence: Occurrence;
  event: EventOut | undefined;
  onClose: () => void;
  onOpen: () => void;
}

export function EventMenu({ occurrence: it, event, onClose, onOpen }: Props) {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const writable = useWritable().filter((one) => one.id !== it.calendar_id);
  const icon = { size: 16, stroke: 1.75 };
  const closing = (work: () => void) => () => {
    onClose();
    work();
  };
  const guests = event?.guests.filter((one) => !one.is_resource).map((one) => one.email) ?? [];
  return (
    <Menu width={240}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more.actions')}>
          <IconDotsVertical size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!it.may_edit && (
          <Menu.Item leftSection={<IconEye {...icon} />} onClick={onOpen}>
            {t('event.open')}
          </Menu.Item>
        )}
        {it.may_edit && (
          <>
            <Menu.Item
              leftSection={<IconArrowsMove {...icon} />}
              onClick={closing(() => ask({ kind: 'move', occurrence: it }))}
            >
              {t('moveTo')}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconStretching2 {...icon} />}
              onClick={closing(() => ask({ kind: 'length', occurrence: it }))}
            >
              {t('length')}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<IconCopy {...icon} />}
          onClick={closing(() => {
            void duplicate(it).then((copy) => {
              handOver(copy);
              go('/calendar/event/new');
            });
          })}
        >
          {t('duplicate')}
        </Menu.Item>
        {guests.length > 0 && (
          <>
            <Menu.Item
              leftSection={<IconRun {...icon} />}
              onClick={closing(() => ask({ kind: 'late', occurrence: it }))}
            >
              {t('late')}
            </Menu.Item>
          </>
        )}
        <Menu.Item leftSection={<IconPrinter {...icon} />} onClick={() => window.print()}>
          {t('print')}
        </Menu.Item>
        {it.may_edit && writable.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('toCalendar')}</Menu.Label>
            {writable.slice(0, 8).map((one) => (
              <Menu.Item
                key={one.id}
                leftSection={<IconCalendarShare {...icon} />}
                onClick={closing(() => void moveToCalendar(it.event_id, one.id))}
              >
                {one.name}
              </Menu.Item>
            ))}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
