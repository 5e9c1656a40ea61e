import { expect, test } from 'vitest';
import { occurrence } from './factory.testing';
import { lengthened, moved, neighbour, startedAt, timed, timesOf, wholeDays } from './moving';

const paris = 'Europe/Paris';

test('ten o’clock stays ten o’clock when an event is moved over the change of clocks', () => {
  const friday = timed('2026-03-27', 600, '2026-03-27', 660, paris);
  expect(friday).toEqual({
    start: '2026-03-27T09:00:00Z',
    end: '2026-03-27T10:00:00Z',
    is_all_day: false,
  });
  expect(moved(friday, 3, 0, paris)).toEqual({
    start: '2026-03-30T08:00:00Z',
    end: '2026-03-30T09:00:00Z',
    is_all_day: false,
  });
});

test('an event dropped into the hour that is skipped keeps its length', () => {
  const early = timed('2026-03-28', 150, '2026-03-28', 210, paris);
  const there = moved(early, 1, 0, paris);
  expect(there.start).toBe('2026-03-29T01:30:00Z');
  expect(Date.parse(there.end) - Date.parse(there.start)).toBe(3_600_000);
});

test('whole days move by days', () => {
  expect(moved(wholeDays('2026-12-30', '2026-12-31'), 2, 45, paris)).toEqual(
    wholeDays('2027-01-01', '2027-01-02'),
  );
});

test('nothing gets shorter than one step', () => {
  const hour = timed('2026-11-23', 600, '2026-11-23', 660, paris);
  expect(lengthened(hour, -600, paris).end).toBe('2026-11-23T09:15:00Z');
  expect(startedAt(hour, 600, paris).start).toBe('2026-11-23T09:45:00Z');
  expect(lengthened(hour, 30, paris).end).toBe('2026-11-23T10:30:00Z');
  expect(lengthened(wholeDays('2026-11-23', '2026-11-23'), -1440, paris)).toEqual(
    wholeDays('2026-11-23', '2026-11-23'),
  );
});

test('arrows lead to the events around', () => {
  const nine = occurrence('2026-11-23T09:00', '2026-11-23T10:00', { title: 'nine' });
  const four = occurrence('2026-11-23T16:00', '2026-11-23T17:00', { title: 'four' });
  const noon = occurrence('2026-11-24T12:00', '2026-11-24T13:00', { title: 'noon' });
  const five = occurrence('2026-11-24T17:00', '2026-11-24T18:00', { title: 'five' });
  const all = [five, noon, four, nine];
  const go = (from: typeof nine, key: string) =>
    neighbour(all, from, key, (it) => it.start.slice(0, 10))?.title;
  expect(go(nine, 'ArrowDown')).toBe('four');
  expect(go(nine, 'ArrowUp')).toBeUndefined();
  expect(go(four, 'ArrowRight')).toBe('five');
  expect(go(noon, 'ArrowLeft')).toBe('nine');
  expect(timesOf(nine).is_all_day).toBe(false);
});
