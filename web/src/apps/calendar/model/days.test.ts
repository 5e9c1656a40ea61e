import { expect, test } from 'vitest';
import { addMonths, monthGrid, startOfWeek, weekdayOf, weekNumber } from './days';

test('weekdays count from Monday, before 1970 too', () => {
  expect(weekdayOf('2026-11-23')).toBe(0);
  expect(weekdayOf('1969-12-28')).toBe(6);
});

test('a week starts where the person says', () => {
  expect(startOfWeek('2026-11-23', 6)).toBe('2026-11-22');
  expect(startOfWeek('2026-11-22', 0)).toBe('2026-11-16');
});

test('a month has its whole weeks', () => {
  const days = monthGrid('2026-02-14', 0);
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-01-26', '2026-03-01', 35]);
  expect(monthGrid('2021-02-10', 0)).toHaveLength(28);
});

test('the last day of a month stays the last where the next one is shorter', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
});

test('weeks are numbered by ISO 8601', () => {
  expect(['2026-01-01', '2027-01-01', '2026-11-23', '2024-12-30'].map(weekNumber)).toEqual([
    1, 53, 48, 1,
  ]);
});
