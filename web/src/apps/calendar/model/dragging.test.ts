import { expect, test } from 'vitest';
import { dragged, drawn } from './dragging';
import { timed, wholeDays } from './moving';

const zone = 'Europe/Paris';
const monday = '2026-11-23';
const tuesday = '2026-11-24';
const at = (day: string, minute: number | null) => ({ day, minute });

test('a drag upwards draws the same hours as downwards', () => {
  const hours = timed(monday, 600, monday, 690, zone);
  expect(drawn(at(monday, 604), at(monday, 680), zone)).toEqual(hours);
  expect(drawn(at(monday, 680), at(monday, 604), zone)).toEqual(hours);
});

test('a drag over days without hours draws whole days', () => {
  expect(drawn(at(tuesday, null), at(monday, null), zone)).toEqual(wholeDays(monday, tuesday));
});

test('an event is moved by what the pointer moved, in quarters of an hour', () => {
  const nine = timed(monday, 545, monday, 575, zone);
  expect(dragged('move', nine, at(monday, 550), at(tuesday, 620), zone)).toEqual(
    timed(tuesday, 620, tuesday, 650, zone),
  );
});

test('an event dropped among the whole days lasts one, and comes back with an hour', () => {
  const nine = timed(monday, 540, monday, 570, zone);
  const day = dragged('move', nine, at(monday, 550), at(tuesday, null), zone);
  expect(day).toEqual(wholeDays(tuesday, tuesday));
  expect(dragged('move', day, at(tuesday, null), at(monday, 610), zone)).toEqual(
    timed(monday, 600, monday, 660, zone),
  );
});

test('the ends are dragged on their own and never past one another', () => {
  const nine = timed(monday, 540, monday, 600, zone);
  expect(dragged('end', nine, at(monday, 600), at(tuesday, 60), zone)).toEqual(
    timed(monday, 540, tuesday, 60, zone),
  );
  expect(dragged('start', nine, at(monday, 540), at(monday, 900), zone)).toEqual(
    timed(monday, 585, monday, 600, zone),
  );
  const days = wholeDays(monday, monday);
  expect(dragged('end', days, at(monday, null), at(tuesday, null), zone)).toEqual(
    wholeDays(monday, tuesday),
  );
  expect(dragged('start', days, at(monday, null), at(tuesday, null), zone)).toEqual(days);
});
