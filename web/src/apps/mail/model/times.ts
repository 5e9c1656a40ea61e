/** Points in time that a person means on a clock in their own zone: "tomorrow at 8". */

export interface Clock {
  year: number;
  /** From 1. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

/** What a clock in the zone shows at an instant. */
export function clockAt(instant: Date, zone: string): Clock {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(instant);
  const read = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
  };
}

const asUtc = ({ year, month, day, hour, minute }: Clock): number =>
  Date.UTC(year, month - 1, day, hour, minute);

/**
 * The instant at which clocks in the zone show this. A time that a clock change skips becomes the
 * one as much later; of a time that comes twice it is the first.
 */
export function instantOf(clock: Clock, zone: string): Date {
  const wanted = asUtc(clock);
  const offsetAt = (at: number) =>
    asUtc(clockAt(new Date(at), zone)) - Math.floor(at / 60_000) * 60_000;
  const before = offsetAt(wanted - 86_400_000);
  const after = offsetAt(wanted + 86_400_000);
  const first = wanted - Math.max(before, after);
  if (asUtc(clockAt(new Date(first), zone)) === wanted) return new Date(first);
  const second = wanted - Math.min(before, after);
  return new Date(asUtc(clockAt(new Date(second), zone)) === wanted ? second : wanted - before);
}

export type Preset = 'laterToday' | 'tomorrow' | 'tomorrowAfternoon' | 'monday';

/** The day `days` after this one, at an hour. */
function dayAfter(clock: Clock, days: number, hour: number): Clock {
  const day = new Date(Date.UTC(clock.year, clock.month - 1, clock.day + days));
  return {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    day: day.getUTCDate(),
    hour,
    minute: 0,
  };
}

/** What is offered at first for sending later, soonest first. */
export function presetsAt(now: Date, zone: string): { preset: Preset; at: Date }[] {
  const clock = clockAt(now, zone);
  const weekday = new Date(Date.UTC(clock.year, clock.month - 1, clock.day)).getUTCDay();
  const untilMonday = (8 - weekday) % 7 || 7;
  const at = (days: number, hour: number) => instantOf(dayAfter(clock, days, hour), zone);
  return [
    ...(clock.hour < 16 ? [{ preset: 'laterToday' as const, at: at(0, 18) }] : []),
    { preset: 'tomorrow', at: at(1, 8) },
    { preset: 'tomorrowAfternoon', at: at(1, 13) },
    // On a Sunday tomorrow is Monday already.
    ...(untilMonday > 1 ? [{ preset: 'monday' as const, at: at(untilMonday, 8) }] : []),
  ];
}

const two = (number: number) => String(number).padStart(2, '0');

/** As a field for date and time takes it, in the zone. */
export function fieldText(instant: Date, zone: string): string {
  const { year, month, day, hour, minute } = clockAt(instant, zone);
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** What stands in such a field, null for nothing that is a time. */
export function readField(text: string, zone: string): Date | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute }, zone);
}
