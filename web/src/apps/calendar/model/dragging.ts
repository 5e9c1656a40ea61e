/** What a drag means: from one point of the calendar to another, by hours or by whole days. */
import { addDays, daysBetween, type Day } from './days';
import { lengthened, moved, SNAP_MIN, startedAt, timed, wholeDays, type Times } from './moving';
import { MINUTES_A_DAY } from './zone';

/** A day, and the minute where the days have hours. */
export interface Point {
  day: Day;
  minute: number | null;
}

export type Grip = 'create' | 'move' | 'start' | 'end';

const DROPPED_MIN = 60;
const snapped = (minutes: number) => Math.round(minutes / SNAP_MIN) * SNAP_MIN;
const floored = (minute: number) => Math.floor(minute / SNAP_MIN) * SNAP_MIN;

/** The times that are drawn between two points. */
export function drawn(from: Point, to: Point, zone: string): Times {
  const [first, last] = from.day <= to.day ? [from, to] : [to, from];
  if (from.minute === null || to.minute === null) return wholeDays(first.day, last.day);
  const isDown = from.day < to.day || (from.day === to.day && from.minute <= to.minute);
  const [top, bottom] = isDown ? [from, to] : [to, from];
  const start = floored(top.minute ?? 0);
  const end = Math.min(MINUTES_A_DAY, floored((bottom.minute ?? 0) + SNAP_MIN));
  return timed(top.day, start, bottom.day, end, zone);
}

function movedTo(times: Times, from: Point, to: Point, zone: string): Times {
  const days = daysBetween(from.day, to.day);
  if (from.minute !== null && to.minute !== null) {
    return moved(times, days, snapped(to.minute - from.minute), zone);
  }
  if (from.minute !== null) return wholeDays(to.day, to.day);
  if (to.minute !== null && times.is_all_day) {
    const start = floored(to.minute);
    return timed(to.day, start, to.day, Math.min(MINUTES_A_DAY, start + DROPPED_MIN), zone);
  }
  return moved(times, days, 0, zone);
}

/** The times of an event that is held by a grip and taken from one point to another. */
export function dragged(grip: Grip, times: Times, from: Point, to: Point, zone: string): Times {
  if (grip === 'create') return drawn(from, to, zone);
  if (grip === 'move') return movedTo(times, from, to, zone);
  if (times.is_all_day) {
    if (grip === 'end') return to.day < times.start ? times : { ...times, end: addDays(to.day, 1) };
    return to.day < times.end ? { ...times, start: to.day } : times;
  }
  const minutes =
    daysBetween(from.day, to.day) * MINUTES_A_DAY + snapped((to.minute ?? 0) - (from.minute ?? 0));
  return grip === 'end' ? lengthened(times, minutes, zone) : startedAt(times, minutes, zone);
}
