/** Twelve small months; days with events have a dot. */
import { useMemo } from 'react';
import type { Occurrence } from '@/apps/calendar/client/types';
import { addDays, makeDay, yearOf, type Day } from '@/apps/calendar/model/days';
import { daysOfOccurrence } from '@/apps/calendar/model/segments';
import { useBench } from '../bench';
import { MiniMonth } from '../side/MiniMonth';
import classes from './year.module.css';

interface Props {
  day: Day;
  occurrences: readonly Occurrence[];
}

export default function YearView({ day, occurrences }: Props) {
  const { settings, times, today, zone, go } = useBench();
  const marked = useMemo(() => {
    const days = new Set<Day>();
    for (const it of occurrences) {
      const [first, last] = daysOfOccurrence(it, zone);
      for (let one = first; one <= last; one = addDays(one, 1)) days.add(one);
    }
    return days;
  }, [occurrences, zone]);
  return (
    <div className={classes.year}>
      {Array.from({ length: 12 }, (_, index) => makeDay(yearOf(day), index + 1, 1)).map((month) => (
        <MiniMonth
          key={month}
          day={month}
          today={today}
          weekStart={settings.week_start}
          times={times}
          marked={marked}
          hasArrows={false}
          onChoose={(to) => go('day', to)}
        />
      ))}
    </div>
  );
}
