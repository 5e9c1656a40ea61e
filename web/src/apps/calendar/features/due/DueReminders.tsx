/** What one is to be reminded of, at the lower right until it is answered. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconBell, IconX } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useAnswerReminder, useDueReminders } from '@/apps/calendar/client/reminders';
import type { DueReminder } from '@/apps/calendar/client/types';
import { useLengths } from '../useLengths';
import { useTimes } from '../useTimes';
import { useBench } from '../bench';
import classes from './due.module.css';

const SNOOZES = [5, 10, 30, 60, 1440];
const MOST = 3;

export function DueReminders() {
  const { t } = useTranslation('calendar');
  const { data: due = [] } = useDueReminders();
  if (due.length === 0) return null;
  return (
    <section className={classes.due} aria-label={t('due.title')} role="status">
      {due.slice(0, MOST).map((it) => (
        <Reminder key={it.id} reminder={it} />
      ))}
    </section>
  );
}

function Reminder({ reminder: it }: { reminder: DueReminder }) {
  const { t, i18n } = useTranslation('calendar');
  const times = useTimes();
  const { now } = useBench();
  const answer = useAnswerReminder();
  const starts = Date.parse(it.starts_at);
  const lengths = useLengths();
  const words = (length: number) =>
    lengths(length >= 1440, length).find((one) => one.value === String(length))?.label;
  const ago = new Intl.RelativeTimeFormat(i18n.language, { numeric: 'auto' });
  const minutes = Math.round((starts - now) / 60_000);
  const soon = Math.abs(minutes) < 120 ? ago.format(minutes, 'minute') : '';
  return (
    <article className={classes.one}>
      <IconBell size={18} stroke={1.75} aria-hidden />
      <div>
        <Link
          to={`/calendar/event/${it.event_id}?recurrence=${encodeURIComponent(it.recurrence_id)}`}
          className={classes.title}
        >
          {it.title || t('untitled')}
        </Link>
        <p>{[times.clock(starts), soon, it.location].filter(Boolean).join(' · ')}</p>
        <div className={classes.acts}>
          <Menu width={200} position="top-start">
            <Menu.Target>
              <Button size="compact-xs" variant="default">
                {t('due.snooze')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {SNOOZES.map((length) => (
                <Menu.Item
                  key={length}
                  onClick={() => answer.mutate({ id: it.id, minutes: length })}
                >
                  {words(length)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('due.dismiss', { title: it.title })}
        onClick={() => answer.mutate({ id: it.id, minutes: 0 })}
      >
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </article>
  );
}
