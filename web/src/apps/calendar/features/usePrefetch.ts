/** Reads what lies before and after the days on screen, once these are there. */
import { useEffect } from 'react';
import { prefetchOccurrences } from '../client/events';
import type { Calendar, Settings } from '../client/types';
import type { Day } from '../model/days';
import { daysOf, turn, type View } from '../model/views';

const AFTER_MS = 600;

export function usePrefetch(
  view: View,
  day: Day,
  calendars: readonly Calendar[],
  { week_start, shows_weekends }: Settings,
  zone: string,
): void {
  useEffect(() => {
    if (view === 'year' || view === 'team') return undefined;
    const timer = window.setTimeout(() => {
      for (const by of [1, -1] as const) {
        const days = daysOf(view, turn(view, day, by), {
          weekStart: week_start,
          showsWeekends: shows_weekends,
        });
        prefetchOccurrences(calendars, days[0] ?? day, days.at(-1) ?? day, zone);
      }
    }, AFTER_MS);
    return () => window.clearTimeout(timer);
  }, [view, day, calendars, week_start, shows_weekends, zone]);
}
