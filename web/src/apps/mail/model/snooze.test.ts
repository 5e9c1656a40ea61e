import { expect, test } from 'vitest';
import { localOf, napsAt, untilOf } from './snooze';

const at = (text: string) => Date.parse(text);

test('a morning offers today, tomorrow, the weekend and next week in the zone of the person', () => {
  // A Tuesday, 10:00 in Paris.
  expect(napsAt(at('2026-03-03T09:00:00Z'), 'Europe/Paris')).toEqual([
    { nap: 'today', until: '2026-03-03T17:00:00Z' },
    { nap: 'tomorrow', until: '2026-03-04T07:00:00Z' },
    { nap: 'weekend', until: '2026-03-07T07:00:00Z' },
    { nap: 'week', until: '2026-03-09T07:00:00Z' },
  ]);
});

test('an evening has no later, and a Sunday no other next week than tomorrow', () => {
  expect(napsAt(at('2026-03-01T20:00:00Z'), 'Europe/Paris').map((it) => it.nap)).toEqual([
    'tomorrow',
  ]);
});

test('a night across the change of clocks ends at eight all the same', () => {
  // Clocks go forward on 29 March 2026 in Paris.
  const naps = napsAt(at('2026-03-28T12:00:00Z'), 'Europe/Paris');
  expect(naps.find((it) => it.nap === 'tomorrow')?.until).toBe('2026-03-29T06:00:00Z');
});

test('a chosen time is meant in the zone of the person', () => {
  expect(untilOf('2026-07-01T08:30', 'America/New_York')).toBe('2026-07-01T12:30:00Z');
  expect(untilOf('', 'America/New_York')).toBe('');
  expect(localOf(at('2026-07-01T12:30:00Z'), 'America/New_York')).toBe('2026-07-01T08:30');
});
