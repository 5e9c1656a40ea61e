import { expect, test } from 'vitest';
import { listDays } from './days';
import { occurrence } from './factory.testing';
import { barsOf, blocksOf, daysOfOccurrence } from './segments';

const week = listDays('2026-11-23', 7);

test('an all-day event ends on the day before its end', () => {
  expect(daysOfOccurrence(occurrence('2026-11-23', '2026-11-25'), 'UTC')).toEqual([
    '2026-11-23',
    '2026-11-24',
  ]);
});

test('an evening in Paris is the next morning in Tokyo', () => {
  const late = occurrence('2026-11-23T22:30', '2026-11-23T23:30');
  expect(daysOfOccurrence(late, 'Europe/Paris')).toEqual(['2026-11-23', '2026-11-24']);
  expect(daysOfOccurrence(late, 'Asia/Tokyo')).toEqual(['2026-11-24', '2026-11-24']);
});

test('bars that meet have lanes of their own, and a lane is used again when free', () => {
  const bars = barsOf(
    [
      occurrence('2026-11-20', '2026-11-26', { title: 'fair' }),
      occurrence('2026-11-24', '2026-11-25', { title: 'holiday' }),
      occurrence('2026-11-26', '2026-12-10', { title: 'leave' }),
    ],
    week,
    'UTC',
  );
  expect(bars.map((it) => [it.occurrence.title, it.first, it.last, it.lane])).toEqual([
    ['fair', 0, 2, 0],
    ['holiday', 1, 1, 1],
    ['leave', 3, 6, 0],
  ]);
  expect(bars.map((it) => [it.isFromBefore, it.isToAfter])).toEqual([
    [true, false],
    [false, false],
    [false, true],
  ]);
});

test('a weekend that is not shown hides its own events only', () => {
  const days = week.slice(0, 5);
  expect(barsOf([occurrence('2026-11-28', '2026-11-29')], days, 'UTC')).toEqual([]);
  expect(barsOf([occurrence('2026-11-27', '2026-11-30')], days, 'UTC')[0]).toMatchObject({
    first: 4,
    last: 4,
    isToAfter: true,
  });
});

test('events that overlap stand side by side and use the room that is left', () => {
  const blocks = blocksOf(
    [
      occurrence('2026-11-23T09:00', '2026-11-23T12:00', { title: 'a' }),
      occurrence('2026-11-23T09:00', '2026-11-23T10:00', { title: 'b' }),
      occurrence('2026-11-23T09:30', '2026-11-23T10:00', { title: 'c' }),
      occurrence('2026-11-23T10:30', '2026-11-23T11:00', { title: 'd' }),
      occurrence('2026-11-23T13:00', '2026-11-23T14:00', { title: 'e' }),
    ],
    '2026-11-23',
    'UTC',
  );
  expect(blocks.map((it) => [it.occurrence.title, it.column, it.columns, it.width])).toEqual([
    ['a', 0, 3, 1],
    ['b', 1, 3, 1],
    ['c', 2, 3, 1],
    ['d', 1, 3, 2],
    ['e', 0, 1, 1],
  ]);
});

test('an event over midnight has a part on each day', () => {
  const night = occurrence('2026-11-23T22:00', '2026-11-24T02:00');
  const [first] = blocksOf([night], '2026-11-23', 'UTC');
  const [second] = blocksOf([night], '2026-11-24', 'UTC');
  expect([first?.from, first?.to, second?.from, second?.to]).toEqual([1320, 1440, 0, 120]);
});

test('an event in the repeated hour keeps its length', () => {
  // 02:45 summer time until 02:15 winter time: half an hour.
  const [block] = blocksOf(
    [occurrence('2026-10-25T00:45', '2026-10-25T01:15')],
    '2026-10-25',
    'Europe/Paris',
  );
  expect([block?.from, block?.to]).toEqual([165, 195]);
});
