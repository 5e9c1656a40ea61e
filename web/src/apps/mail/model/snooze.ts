/** Until when a conversation may sleep, in the time zone of the person. */

export type Nap = 'today' | 'tomorrow' | 'weekend' | 'week';

export interface NapChoice {
  nap: Nap;
  /** RFC 3339, UTC, without fractions as JMAP wants it. */
  until: string;
}

interface Wall {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  /** 0 is Sunday. */
  weekday: number;
}

const MORNING = 8;
const EVENING = 18;
/** From this hour on "later today" is no help any more. */
const LATE = 17;
const DAY_MS = 86_400_000;

/** What the clocks of a zone show at an instant. */
function wallAt(at: number, zone: string): Wall {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(at).map((it) => [it.type, Number(it.value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: part('hour'), minute: part('minute'), weekday };
}

/** How far a zone's clocks are ahead of UTC at an instant. */
function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute } = wallAt(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
}

/** The instant at which the clocks of a zone show this. */
function instantOf(wall: number, zone: string): number {
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

const utc = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

/** What "2026-03-03T08:00" means in a zone; empty when it is no date. */
export function untilOf(local: string, zone: string): string {
  const wall = Date.parse(`${local}Z`);
  return Number.isNaN(wall) ? '' : utc(instantOf(wall, zone));
}

/** An instant as the value of a date and time field. */
export function localOf(at: number, zone: string): string {
  const { year, month, day, hour, minute } = wallAt(at, zone);
  return new Date(Date.UTC(year, month - 1, day, hour, minute)).toISOString().slice(0, 16);
}

/** The usual choices; "later today" only while there is a later. */
export function napsAt(now: number, zone: string): NapChoice[] {
  const wall = wallAt(now, zone);
  const midnight = Date.UTC(wall.year, wall.month - 1, wall.day);
  const at = (days: number, hour: number) =>
    utc(instantOf(midnight + days * DAY_MS + hour * 3_600_000, zone));
  const toSaturday = (6 - wall.weekday + 7) % 7 || 7;
  const toMonday = (1 - wall.weekday + 7) % 7 || 7;
  const later = Math.max(EVENING, wall.hour + 1);
  return [
    ...(wall.hour < LATE ? [{ nap: 'today' as const, until: at(0, later) }] : []),
    { nap: 'tomorrow', until: at(1, MORNING) },
    ...(toSaturday > 1 && wall.weekday !== 0
      ? [{ nap: 'weekend' as const, until: at(toSaturday, MORNING) }]
      : []),
    ...(toMonday > 1 ? [{ nap: 'week' as const, until: at(toMonday, MORNING) }] : []),
  ];
}
