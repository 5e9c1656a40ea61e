/** A calendar in the side bar: shown or not, its colour, and what one can do with it. */
import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconDownload,
  IconEye,
  IconSettings,
  IconUserPlus,
  IconX,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useChangeEntry, useLeaveCalendar } from '@/apps/calendar/client/calendars';
import type { Calendar } from '@/apps/calendar/client/types';
import { safeColor } from '@/apps/calendar/model/colors';
import { ask } from '../asking';
import { ColorSwatches } from '../ColorSwatches';
import classes from './side.module.css';

interface Props {
  calendar: Calendar;
  onOnly: () => void;
}

export function CalendarRow({ calendar, onOnly }: Props) {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const change = useChangeEntry();
  const leave = useLeaveCalendar(calendar.id);
  const { id, name } = calendar;
  const color = safeColor(calendar.color);
  return (
    <li className={classes.calendar}>
      <Checkbox
        className={classes.check}
        size="xs"
        color={color}
        label={name}
        checked={calendar.is_shown}
        onChange={(event) => change.mutate({ id, is_shown: event.currentTarget.checked })}
        styles={{ input: { borderColor: color } }}
      />
      <Menu width={232} position="bottom-start">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={classes.dots}
            aria-label={t('calendar.menu', { name })}
          >
            <IconDotsVertical size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEye size={16} stroke={1.75} />} onClick={onOnly}>
            {t('calendar.only')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconSettings size={16} stroke={1.75} />}
            onClick={() => go(`/calendar/settings/calendar?id=${id}`)}
          >
            {t('calendar.settings')}
          </Menu.Item>
          {calendar.role === 'manager' && (
            <Menu.Item
              leftSection={<IconUserPlus size={16} stroke={1.75} />}
              onClick={() => ask({ kind: 'calendar', id })}
            >
              {t('share')}
            </Menu.Item>
          )}
          <Menu.Item
            component="a"
            href={`/api/v1/calendar/calendars/${id}/export.ics`}
            download
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('calendar.export')}
          </Menu.Item>
          {!calendar.is_mine && (
            <Menu.Item
              leftSection={<IconX size={16} stroke={1.75} />}
              onClick={() => leave.mutate()}
            >
              {t('calendar.leave')}
            </Menu.Item>
          )}
          <Menu.Divider />
          <ColorSwatches
            isInMenu
            value={calendar.color}
            label={t('calendar.color')}
            onChange={(value) => change.mutate({ id, color: value })}
          />
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
