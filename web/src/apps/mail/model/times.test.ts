import { expect, test } from 'vitest';
import { fieldText, instantOf, presetsAt, readField } from './times';

const clock = (text: string) => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/\D/).map(Number);
  return { year, month, day, hour, minute };
};

test.each([
  ['2026-07-01 08:00', 'Europe/Paris', '2026-07-01T06:00:00.000Z'],
  ['2026-01-01 08:00', 'Europe/Paris', '2026-01-01T07:00:00.000Z'],
  ['2026-01-01 08:00', 'Asia/Kolkata', '2026-01-01T02:30:00.000Z'],
  // The hour that is skipped in spring, and the one that comes twice in autumn.
  ['2026-03-29 02:30', 'Europe/Paris', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25 02:30', 'Europe/Paris', '2026-10-25T00:30:00.000Z'],
  ['2026-03-08 08:00', 'America/New_York', '2026-03-08T12:00:00.000Z'],
])('%s in %s', (text, zone, instant) => {
  expect(instantOf(clock(text), zone).toISOString()).toBe(instant);
});

test('a field shows the clock of the zone and is read by it', () => {
  const at = new Date('2026-07-01T06:05:00Z');
  expect(fieldText(at, 'Asia/Tokyo')).toBe('2026-07-01T15:05');
  expect(readField('2026-07-01T15:05', 'Asia/Tokyo')).toEqual(at);
  expect(readField('', 'Asia/Tokyo')).toBeNull();
});

const presets = (now: string, zone = 'Europe/Paris') =>
  presetsAt(new Date(now), zone).map(({ preset, at }) => `${preset} ${fieldText(at, zone)}`);

test('on a Wednesday morning', () => {
  expect(presets('2026-09-02T07:00:00Z')).toEqual([
    'laterToday 2026-09-02T18:00',
    'tomorrow 2026-09-03T08:00',
    'tomorrowAfternoon 2026-09-03T13:00',
    'monday 2026-09-07T08:00',
  ]);
});

test('on a Sunday evening tomorrow is Monday', () => {
  expect(presets('2026-09-06T19:00:00Z')).toEqual([
    'tomorrow 2026-09-07T08:00',
    'tomorrowAfternoon 2026-09-07T13:00',
  ]);
});
