import { expect, test } from 'vitest';
import { at, dayAt, instantOf, instantOfText, lengthOf, localText, utc, wallAt } from './zone';

const HOUR = 3_600_000;

test('a day of the change to summer time has 23 hours, of the change back 25', () => {
  expect(lengthOf('2026-03-29', 'Europe/Paris')).toBe(23 * HOUR);
  expect(lengthOf('2026-10-25', 'Europe/Paris')).toBe(25 * HOUR);
  expect(lengthOf('2026-10-04', 'Australia/Sydney')).toBe(23 * HOUR);
  expect(lengthOf('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5 * HOUR);
  expect(lengthOf('2026-03-30', 'Europe/Paris')).toBe(24 * HOUR);
});

test('a time that the clocks skip is read by the clock before', () => {
  expect(utc(instantOf(wallAt('2026-03-29', 150), 'Europe/Paris'))).toBe('2026-03-29T01:30:00Z');
  expect(utc(instantOf(wallAt('2026-03-08', 150), 'America/New_York'))).toBe(
    '2026-03-08T07:30:00Z',
  );
});

test('a time that the clocks show twice means the first', () => {
  expect(utc(instantOf(wallAt('2026-10-25', 150), 'Europe/Paris'))).toBe('2026-10-25T00:30:00Z');
  expect(utc(instantOf(wallAt('2026-11-01', 90), 'America/New_York'))).toBe('2026-11-01T05:30:00Z');
});

test('a zone whose summer time starts at midnight still has a first moment of the day', () => {
  expect(utc(at('2026-04-24', 'Africa/Cairo'))).toBe('2026-04-23T22:00:00Z');
  expect(dayAt(at('2026-04-24', 'Africa/Cairo'), 'Africa/Cairo')).toBe('2026-04-24');
});

test('a field of date and time reads what it wrote', () => {
  const instant = Date.parse('2026-11-23T09:15:00Z');
  expect(localText(instant, 'Asia/Kolkata')).toBe('2026-11-23T14:45');
  expect(instantOfText('2026-11-23T14:45', 'Asia/Kolkata')).toBe(instant);
  expect(instantOfText('', 'Asia/Kolkata')).toBeNaN();
});

test('every hour of a year comes back from its wall, save the repeated ones', () => {
  for (const zone of ['Europe/Paris', 'America/St_Johns', 'Pacific/Auckland', 'Asia/Kathmandu']) {
    let differ = 0;
    for (let hour = 0; hour < 8766; hour += 1) {
      const instant = Date.UTC(2026, 0, 1) + hour * HOUR;
      const again = instantOfText(localText(instant, zone), zone);
      if (again !== instant) {
        differ += 1;
        expect(instant - again).toBe(HOUR);
      }
    }
    expect(differ).toBe(zone === 'Asia/Kathmandu' ? 0 : 1);
  }
});
