/**
 * Clocks of time zones. An instant is milliseconds since 1970 in UTC; a wall is what a clock
 * shows, written as the milliseconds it would be in UTC. Hours that a zone skips are read by the
 * clock before the change, hours that it has twice mean the first (RFC 5545, 3.3.5).
 */
import { addDays, dayNumber, type Day } from './days';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
export const MINUTES_A_DAY = 1440;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(zone, made);
  return made;
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return zone !== '';
  } catch {
    return false;
  }
}

/** Zones change their clocks at whole quarters of an hour only, so one answer holds for each. */
const offsets = new Map<string, number>();
const QUARTER_MS = 900_000;
const MOST_KEPT = 20_000;

/** How far the clocks of a zone are ahead of UTC at an instant. */
export function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  if (offsets.size > MOST_KEPT) offsets.clear();
  const offset = readOffset(quarter * QUARTER_MS, zone);
  offsets.set(key, offset);
  return offset;
}

function readOffset(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map((it) => [it.type, Number(it.value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return wall - at;
}

/** What the clocks of a zone show at an instant. */
export const wallOf = (at: number, zone: string): number => at + offsetAt(at, zone);

/** The instant at which the clocks of a zone show this. */
export function instantOf(wall: number, zone: string): number {
  const before = offsetAt(wall - DAY_MS, zone);
  const after = offsetAt(wall + DAY_MS, zone);
  const early = wall - before;
  if (before === after || offsetAt(early, zone) === before) return early;
  const late = wall - after;
  return offsetAt(late, zone) === after ? late : early;
}

export const wallAt = (day: Day, minute = 0): number =>
  dayNumber(day) * DAY_MS + minute * MINUTE_MS;
export const dayOfWall = (wall: number): Day => new Date(wall).toISOString().slice(0, 10);
/** Minutes since midnight. */
export const minuteOfWall = (wall: number): number =>
  Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / MINUTE_MS);

export const dayAt = (at: number, zone: string): Day => dayOfWall(wallOf(at, zone));
export const minuteAt = (at: number, zone: string): number => minuteOfWall(wallOf(at, zone));
/** The instant of a day's first moment, or of another minute of its clock. */
export const at = (day: Day, zone: string, minute = 0): number =>
  instantOf(wallAt(day, minute), zone);
/** 23, 24 or 25 hours. */
export const lengthOf = (day: Day, zone: string): number =>
  at(addDays(day, 1), zone) - at(day, zone);

/** RFC 3339 in UTC without fractions. */
export const utc = (instant: number): string =>
  new Date(instant).toISOString().replace(/\.\d+Z$/, 'Z');

/** An instant as the value of a date and time field, and back (NaN for what is none). */
export const localText = (instant: number, zone: string): string =>
  new Date(wallOf(instant, zone)).toISOString().slice(0, 16);
export const instantOfText = (text: string, zone: string): number => {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? NaN : instantOf(wall, zone);
};

/** "14:05" as minutes since midnight; -1 for what is no time. */
export function minuteOfText(text: string): number {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!found) return -1;
  const minute = Number(found[1]) * 60 + Number(found[2]);
  return minute <= MINUTES_A_DAY ? minute : -1;
}
export const textOfMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
