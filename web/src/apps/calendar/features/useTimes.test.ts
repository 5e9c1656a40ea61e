import { expect, test } from 'vitest';
import { timeWords } from './useTimes';

const meeting = { start: '2026-11-23T08:05:00Z', end: '2026-11-23T09:30:00Z', is_all_day: false };
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

test('hours have two digits wherever the clock has twenty-four', () => {
  expect(timeWords('en-GB', 'Europe/Paris', '').hours(meeting)).toBe('09:05 – 10:30');
  expect(timeWords('en-GB', 'Europe/Paris', '').hour(540)).toBe('09:00');
});

test('a region with twelve hours, or the person who wants them, has AM and PM', () => {
  expect(plain(timeWords('en-US', 'Europe/Paris', '').hours(meeting))).toBe('9:05 AM – 10:30 AM');
  expect(plain(timeWords('en-GB', 'Europe/Paris', '12').hour(840))).toBe('2 pm');
});

test('the person’s own wish for twenty-four hours comes before the region', () => {
  expect(timeWords('en-US', 'Europe/Paris', '24').hours(meeting)).toBe('09:05 – 10:30');
  expect(timeWords('en-US', 'Europe/Paris', '24').clock(Date.parse('2026-11-22T23:00:00Z'))).toBe(
    '00:00',
  );
});
