/** The side bar: create, a small month, and the calendars one has. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconCalendarPlus,
  IconFileImport,
  IconFlag,
  IconLink,
  IconPlus,
  IconSchool,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection } from '@/ui';
import { useCalendars, useChangeEntry } from '@/apps/calendar/client/calendars';
import type { Calendar, Settings } from '@/apps/calendar/client/types';
import type { Day } from '@/apps/calendar/model/days';
import { ask } from '../asking';
import type { TimeWords } from '../useTimes';
import { CalendarRow } from './CalendarRow';
import { MiniMonth } from './MiniMonth';
import classes from './side.module.css';

interface Props {
  day: Day;
  today: Day;
  shown: readonly [Day, Day];
  settings: Settings;
  times: TimeWords;
  onChoose: (day: Day) => void;
  onCreate: () => void;
}

export function CalendarSide({ day, today, shown, settings, times, onChoose, onCreate }: Props) {
  const { t } = useTranslation('calendar');
  const { calendars } = useCalendars();
  const mine = calendars.filter((it) => it.is_mine);
  const others = calendars.filter((it) => !it.is_mine);
  return (
    <>
      <PrimaryAction onClick={onCreate}>{t('create')}</PrimaryAction>
      <MiniMonth
        day={day}
        today={today}
        shown={shown}
        weekStart={settings.week_start}
        times={times}
        onChoose={onChoose}
      />
      <Section title={t('calendars.mine')} calendars={mine} all={calendars} isMine />
      <Section title={t('calendars.others')} calendars={others} all={calendars} />
      <SideSection>
        <SideLink to="/calendar/training" icon={IconSchool} label={t('training')} />
        <SideLink to="/calendar/settings" icon={IconSettings} label={t('settings')} />
      </SideSection>
    </>
  );
}

interface SectionProps {
  title: string;
  calendars: readonly Calendar[];
  all: readonly Calendar[];
  isMine?: boolean;
}

function Section({ title, calendars, all, isMine = false }: SectionProps) {
  const { t } = useTranslation('calendar');
  const change = useChangeEntry();
  const only = (id: string) => {
    for (const it of all) {
      if (it.is_shown !== (it.id === id)) change.mutate({ id: it.id, is_shown: it.id === id });
    }
  };
  const action = isMine ? (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t('calendar.new')}
      onClick={() => ask({ kind: 'new', what: 'calendar' })}
    >
      <IconPlus size={16} stroke={1.75} />
    </ActionIcon>
  ) : (
    <AddMenu />
  );
  return (
    <SideSection title={title} action={action}>
      {calendars.map((it) => (
        <CalendarRow key={it.id} calendar={it} onOnly={() => only(it.id)} />
      ))}
      {calendars.length === 0 && !isMine && (
        <li className={classes.none}>{t('calendars.others.none')}</li>
      )}
    </SideSection>
  );
}

const ways = [
  ['directory', IconUsers],
  ['holidays', IconFlag],
  ['url', IconLink],
  ['import', IconFileImport],
  ['calendar', IconCalendarPlus],
] as const;

function AddMenu() {
  const { t } = useTranslation('calendar');
  return (
    <Menu width={240} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t('add.title')}>
          <IconPlus size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ways.map(([what, Icon]) => (
          <Menu.Item
            key={what}
            leftSection={<Icon size={16} stroke={1.75} />}
            onClick={() => ask({ kind: 'new', what })}
          >
            {t(`add.${what}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
