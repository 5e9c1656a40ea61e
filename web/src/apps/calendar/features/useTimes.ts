/** Days and hours in the person's zone, language and kind of clock. */
import { useMemo } from 'react';
import { currentLocale, useTranslation } from '@/platform/i18n';
import { useSettings } from '../client/calendars';
import type { Settings } from '../client/types';
import { addDays, type Day } from '../model/days';
import type { Times } from '../model/moving';
import { DAY_MS, dayAt, wallAt } from '../model/zone';

export interface TimeWords {
  zone: string;
  /** "14:05" of an instant. */
  clock: (instant: number) => string;
  /** "14:00" of a minute of the day; for whole hours, short: "2 PM". */
  hour: (minute: number) => string;
  /** "14:30" of a minute of the day. */
  minute: (minute: number) => string;
  /** "Mon", "Monday"; 0 is Monday. */
  weekday: (weekday: number, style?: 'narrow' | 'short' | 'long') => string;
  /** "Monday 23 November". */
  dayLong: (day: Day) => string;
  /** "Mon 23 Nov". */
  dayShort: (day: Day) => string;
  /** "23 November 2026". */
  date: (day: Day) => string;
  /** "23 November". */
  monthDay: (day: Day) => string;
  /** "November 2026". */
  month: (day: Day) => string;
  /** "November". */
  monthName: (day: Day) => string;
  /** "23 – 29 November 2026". */
  range: (first: Day, last: Day) => string;
  /** "10:00 – 11:00". */
  hours: (times: Times) => string;
  /** "Monday 23 November, 10:00 – 11:00". */
  when: (times: Times) => string;
  list: (words: string[]) => string;
}

const FIRST_MONDAY = 4;

function hourCycle(clock: Settings['clock']): Intl.DateTimeFormatOptions {
  if (clock === '12') return { hour12: true };
  return clock === '24' ? { hourCycle: 'h23' } : {};
}

/** Formats for a locale, a zone and a kind of clock. */
export function timeWords(locale: string, zone: string, kind: Settings['clock']): TimeWords {
  const cycle = hourCycle(kind);
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const is12 = format({ hour: 'numeric', ...cycle }).resolvedOptions().hour12 === true;
  const clockOptions = { hour: is12 ? 'numeric' : '2-digit', minute: '2-digit', ...cycle } as const;
  const clockFormat = format({ timeZone: zone, ...clockOptions });
  const hourFormat = format(is12 ? { hour: 'numeric', hour12: true } : clockOptions);
  const minuteFormat = format(clockOptions);
  const long = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const short = format({ weekday: 'short', day: 'numeric', month: 'short' });
  const full = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const monthDay = format({ day: 'numeric', month: 'long' });
  const month = format({ month: 'long', year: 'numeric' });
  const monthName = format({ month: 'long' });
  const weekdays = {
    narrow: format({ weekday: 'narrow' }),
    short: format({ weekday: 'short' }),
    long: format({ weekday: 'long' }),
  };
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const clock = (instant: number) => clockFormat.format(instant);
  const hours = (it: Times) =>
    it.is_all_day ? '' : `${clock(Date.parse(it.start))} – ${clock(Date.parse(it.end))}`;
  const dayLong = (day: Day) => long.format(wallAt(day));

  function when(it: Times): string {
    if (it.is_all_day) {
      const last = addDays(it.end, -1);
      return last <= it.start
        ? dayLong(it.start)
        : full.formatRange(wallAt(it.start), wallAt(last));
    }
    const [start, end] = [Date.parse(it.start), Date.parse(it.end)];
    const [first, last] = [dayAt(start, zone), dayAt(end, zone)];
    if (first === last || (last === addDays(first, 1) && end - start < DAY_MS / 2)) {
      return `${dayLong(first)}, ${hours(it)}`;
    }
    return `${short.format(wallAt(first))}, ${clock(start)} – ${short.format(wallAt(last))}, ${clock(end)}`;
  }

  return {
    zone,
    clock,
    hour: (minute) => hourFormat.format(minute * 60_000),
    minute: (minute) => minuteFormat.format(minute * 60_000),
    weekday: (weekday, style = 'long') => weekdays[style].format((FIRST_MONDAY + weekday) * DAY_MS),
    dayLong,
    dayShort: (day) => short.format(wallAt(day)),
    date: (day) => full.format(wallAt(day)),
    monthDay: (day) => monthDay.format(wallAt(day)),
    month: (day) => month.format(wallAt(day)),
    monthName: (day) => monthName.format(wallAt(day)),
    range: (first, last) => full.formatRange(wallAt(first), wallAt(last)),
    hours,
    when,
    list: (words) => lists.format(words),
  };
}

export function useTimes(): TimeWords {
  const { settings, zone } = useSettings();
  // Another language is another locale: whoever shows times reads them anew.
  useTranslation('calendar');
  const locale = currentLocale();
  return useMemo(() => timeWords(locale, zone, settings.clock), [locale, zone, settings.clock]);
}
