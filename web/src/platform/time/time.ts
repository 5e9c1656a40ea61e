/** Times, numbers and sizes in the person's zone and locale. Input is RFC 3339 text. */
import { useMemo } from 'react';
import { currentLocale } from '../i18n';
import { useMaybeMe } from '../session';

export interface Formats {
  /** "14:05" today, "Tue 14:05" this week, "3 Mar" this year, "3 Mar 2024" before. */
  relative: (at: string) => string;
  /** "5 minutes ago", "in 2 days". */
  ago: (at: string) => string;
  /** Full date and time, for hover. */
  exact: (at: string) => string;
  /** "3 March 2026". Also takes a plain date. */
  date: (at: string) => string;
  number: (value: number) => string;
  /** "1.4 MB". */
  size: (bytes: number) => string;
}

const DAY_MS = 86_400_000;
const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY_MS],
  ['month', 30 * DAY_MS],
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
];
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

function validZone(zone: string | undefined): string | undefined {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone || undefined;
  } catch {
    return undefined;
  }
}

/** Formats for a locale and time zone; `now` is a parameter for tests. */
export function formatsFor(locale: string, zone?: string, now = () => Date.now()): Formats {
  const timeZone = validZone(zone);
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = formatter({ hour: 'numeric', minute: '2-digit' });
  const weekday = formatter({ weekday: 'short', hour: 'numeric', minute: '2-digit' });
  const dayMonth = formatter({ day: 'numeric', month: 'short' });
  const dayMonthYear = formatter({ day: 'numeric', month: 'short', year: 'numeric' });
  const long = formatter({ day: 'numeric', month: 'long', year: 'numeric' });
  const full = formatter({ dateStyle: 'full', timeStyle: 'short' });
  const dayKey = formatter({ year: 'numeric', month: 'numeric', day: 'numeric' });
  const year = formatter({ year: 'numeric' });
  const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const number = new Intl.NumberFormat(locale);
  const plainDate = new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });

  return {
    relative: (at) => {
      const date = new Date(at);
      const today = new Date(now());
      if (dayKey.format(date) === dayKey.format(today)) return clock.format(date);
      if (Math.abs(now() - date.getTime()) < 6 * DAY_MS) return weekday.format(date);
      return (year.format(date) === year.format(today) ? dayMonth : dayMonthYear).format(date);
    },
    ago: (at) => {
      const distance = new Date(at).getTime() - now();
      const [unit, length] = steps.find(([, ms]) => Math.abs(distance) >= ms) ?? ['second', 1000];
      return ago.format(Math.trunc(distance / length), unit);
    },
    exact: (at) => full.format(new Date(at)),
    date: (at) => (at.length === 10 ? plainDate : long).format(new Date(at)),
    number: (value) => number.format(value),
    size: (bytes) => {
      const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[power],
        // Short for one byte is the whole word: "59 byte".
        unitDisplay: power > 0 ? 'short' : 'narrow',
        maximumFractionDigits: power > 0 ? 1 : 0,
      }).format(bytes / 1000 ** power);
    },
  };
}

export function useFormats(): Formats {
  const zone = useMaybeMe()?.time_zone;
  const locale = currentLocale();
  return useMemo(() => formatsFor(locale, zone), [locale, zone]);
}
