/** Plain dates ("2026-11-23") and sums with them, free of time zones. Weekdays: 0 is Monday. */

export type Day = string;

const DAY_MS = 86_400_000;
const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
export const dayOfNumber = (number: number): Day =>
  new Date(number * DAY_MS).toISOString().slice(0, 10);

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

export const addDays = (day: Day, count: number): Day => dayOfNumber(dayNumber(day) + count);
export const daysBetween = (first: Day, last: Day): number => dayNumber(last) - dayNumber(first);
/** 0 is Monday, 6 is Sunday. */
export const weekdayOf = (day: Day): number => (((dayNumber(day) + 3) % 7) + 7) % 7;
export const isWeekend = (day: Day): boolean => weekdayOf(day) >= 5;

export const yearOf = (day: Day): number => Number(day.slice(0, 4));
/** 1 is January. */
export const monthOf = (day: Day): number => Number(day.slice(5, 7));
export const dateOf = (day: Day): number => Number(day.slice(8, 10));
export const makeDay = (year: number, month: number, date: number): Day =>
  `${pad(year, 4)}-${pad(month)}-${pad(date)}`;

export const daysInMonth = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

export const startOfWeek = (day: Day, weekStart: number): Day =>
  addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
export const startOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`;

/** The same date of another month, or its last one. */
export function addMonths(day: Day, count: number): Day {
  const months = yearOf(day) * 12 + monthOf(day) - 1 + count;
  const year = Math.floor(months / 12);
  const month = (months % 12) + 1;
  return makeDay(year, month, Math.min(dateOf(day), daysInMonth(year, month)));
}

export const listDays = (first: Day, count: number): Day[] =>
  Array.from({ length: count }, (_, index) => addDays(first, index));

/** The whole weeks that a month touches. */
export function monthGrid(day: Day, weekStart: number): Day[] {
  const first = startOfMonth(day);
  const from = startOfWeek(first, weekStart);
  const length = daysBetween(from, first) + daysInMonth(yearOf(day), monthOf(day));
  return listDays(from, Math.ceil(length / 7) * 7);
}

/** The number of a week by ISO 8601: the one with the year's first Thursday is 1. */
export function weekNumber(day: Day): number {
  const thursday = addDays(day, 3 - weekdayOf(day));
  const first = makeDay(yearOf(thursday), 1, 1);
  return Math.floor(daysBetween(first, thursday) / 7) + 1;
}

/** Which one of its weekday in its month: 2 for the second Tuesday. */
export const ordinalInMonth = (day: Day): number => Math.floor((dateOf(day) - 1) / 7) + 1;
export const isLastInMonth = (day: Day): boolean =>
  dateOf(day) + 7 > daysInMonth(yearOf(day), monthOf(day));
