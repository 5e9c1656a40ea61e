/** Day after day what takes place, as a list that reads well aloud too. */
import { useMemo } from 'react';
import { Button } from '@mantine/core';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, LoadingRows } from '@/ui';
import type { Occurrence } from '@/apps/calendar/client/types';
import { addDays, dateOf, weekdayOf, type Day } from '@/apps/calendar/model/days';
import { byTime, daysOfOccurrence } from '@/apps/calendar/model/segments';
import { addressOf } from '@/apps/calendar/model/views';
import { useBench } from '../bench';
import { EventLine } from './EventLine';
import classes from './agenda.module.css';

interface Props {
  days: readonly Day[];
  occurrences: readonly Occurrence[];
  label: string;
  isLoading: boolean;
}

/** The days on which something takes place, today always. */
function byDay(
  occurrences: readonly Occurrence[],
  days: readonly Day[],
  zone: string,
): Map<Day, Occurrence[]> {
  const found = new Map<Day, Occurrence[]>(days.map((it) => [it, []]));
  for (const it of occurrences) {
    const [first, last] = daysOfOccurrence(it, zone);
    for (let day = first; day <= last; day = addDays(day, 1)) found.get(day)?.push(it);
  }
  return found;
}

export function Agenda({ days, occurrences, label, isLoading }: Props) {
  const { t } = useTranslation('calendar');
  const { zone, today, times, go } = useBench();
  const found = useMemo(() => byDay(occurrences, days, zone), [occurrences, days, zone]);
  const shown = days.filter((day) => day === today || (found.get(day)?.length ?? 0) > 0);
  const last = days.at(-1) ?? today;
  if (occurrences.length === 0 && isLoading) return <LoadingRows />;
  if (occurrences.length === 0) {
    return (
      <EmptyState
        drawing="list"
        title={t('agenda.empty')}
        action={
          <Button variant="default" onClick={() => go('agenda', addDays(last, 1))}>
            {t('agenda.later')}
          </Button>
        }
      >
        {t('agenda.empty.body')}
      </EmptyState>
    );
  }
  return (
    <div className={classes.agenda} role="region" aria-label={label} tabIndex={-1}>
      {shown.map((day) => (
        <section key={day} className={classes.day} aria-label={times.dayLong(day)}>
          <h2 data-today={day === today || undefined} data-past={day < today || undefined}>
            <Link to={addressOf({ view: 'day', day })}>
              <strong>{dateOf(day)}</strong>
              <span>
                {times.weekday(weekdayOf(day), 'short')}
                <small>{times.month(day)}</small>
              </span>
            </Link>
          </h2>
          <ul>
            {(found.get(day) ?? []).sort(byTime).map((it) => (
              <li key={it.id}>
                <EventLine occurrence={it} />
              </li>
            ))}
            {(found.get(day)?.length ?? 0) === 0 && (
              <li className={classes.nothing}>{t('agenda.free')}</li>
            )}
          </ul>
        </section>
      ))}
      <Button
        variant="subtle"
        color="gray"
        className={classes.later}
        onClick={() => go('agenda', addDays(last, 1))}
      >
        {t('agenda.later')}
      </Button>
    </div>
  );
}
