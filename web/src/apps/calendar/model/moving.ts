/** Where an event goes when it is dragged or told to move. Lengths stay, clocks decide. */
import type { Occurrence } from '../client/types';
import { addDays, type Day } from './days';
import { endOf, startOf } from './segments';
import { at, DAY_MS, instantOf, MINUTE_MS, utc, wallOf } from './zone';

export interface Times {
  start: string;
  end: string;
  is_all_day: boolean;
}

export const SNAP_MIN = 15;
export const snap = (minute: number, to = SNAP_MIN): number => Math.round(minute / to) * to;

export const timesOf = ({ start, end, is_all_day }: Occurrence): Times => ({
  start,
  end,
  is_all_day,
});
export const isSame = (a: Times, b: Times): boolean =>
  a.is_all_day === b.is_all_day &&
  Date.parse(a.start) === Date.parse(b.start) &&
  Date.parse(a.end) === Date.parse(b.end);

/** The hours from a minute of one day to a minute of another. */
export const timed = (first: Day, from: number, last: Day, to: number, zone: string): Times => ({
  start: utc(at(first, zone, from)),
  end: utc(at(last, zone, to)),
  is_all_day: false,
});

/** Whole days, both included. */
export const wholeDays = (first: Day, last: Day): Times => ({
  start: first,
  end: addDays(last, 1),
  is_all_day: true,
});

/** Move by days and minutes of the clock: ten o'clock stays ten o'clock across a change. */
export function moved(it: Times, days: number, minutes: number, zone: string): Times {
  if (it.is_all_day) {
    return { ...it, start: addDays(it.start, days), end: addDays(it.end, days) };
  }
  const start = Date.parse(it.start);
  const wall = wallOf(start, zone) + days * DAY_MS + minutes * MINUTE_MS;
  const from = instantOf(wall, zone);
  return {
    start: utc(from),
    end: utc(from + Date.parse(it.end) - start),
    is_all_day: false,
  };
}

/** Let it last longer or shorter, at least one step. */
export function lengthened(it: Times, minutes: number, zone: string): Times {
  if (it.is_all_day) {
    const end = addDays(it.end, Math.round(minutes / 1440));
    return end > it.start ? { ...it, end } : it;
  }
  const wall = wallOf(Date.parse(it.end), zone) + minutes * MINUTE_MS;
  const least = Date.parse(it.start) + SNAP_MIN * MINUTE_MS;
  return { ...it, end: utc(Math.max(least, instantOf(wall, zone))) };
}

/** Start earlier or later and end where it did. */
export function startedAt(it: Times, minutes: number, zone: string): Times {
  const wall = wallOf(Date.parse(it.start), zone) + minutes * MINUTE_MS;
  const most = Date.parse(it.end) - SNAP_MIN * MINUTE_MS;
  return { ...it, start: utc(Math.min(most, instantOf(wall, zone))) };
}

/** Another start with the same length. */
export function startingAt(it: Times, start: number): Times {
  const lasting = Date.parse(it.end) - Date.parse(it.start);
  return { start: utc(start), end: utc(start + lasting), is_all_day: false };
}

/** The next event to focus when an arrow is pressed: up and down in a day, left and right to another. */
export function neighbour(
  all: readonly Occurrence[],
  current: Occurrence,
  key: string,
  dayOf: (it: Occurrence) => Day,
): Occurrence | undefined {
  const order = [...all].sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
  const day = dayOf(current);
  const here = order.filter((it) => dayOf(it) === day);
  const place = here.findIndex((it) => it.id === current.id);
  if (key === 'ArrowDown') return here[place + 1];
  if (key === 'ArrowUp') return here[place - 1];
  const others = order.filter((it) => (key === 'ArrowRight' ? dayOf(it) > day : dayOf(it) < day));
  const goal = key === 'ArrowRight' ? others[0] : others.at(-1);
  if (!goal) return undefined;
  const clock = startOf(current) % DAY_MS;
  return others
    .filter((it) => dayOf(it) === dayOf(goal))
    .sort(
      (a, b) => Math.abs((startOf(a) % DAY_MS) - clock) - Math.abs((startOf(b) % DAY_MS) - clock),
    )[0];
}
