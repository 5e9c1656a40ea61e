/** Cuts occurrences into what the screen shows: bars over whole days and blocks within a day. */
import type { Occurrence } from '../client/types';
import { addDays, type Day } from './days';
import { DAY_MS, MINUTES_A_DAY, MINUTE_MS, dayAt, minuteAt } from './zone';

/** Below this a block could not be read or taken hold of. */
export const SHORTEST_MIN = 25;

export interface Bar {
  occurrence: Occurrence;
  /** Places in the row of days, both included. */
  first: number;
  last: number;
  /** Whether it goes on before and after the row. */
  isFromBefore: boolean;
  isToAfter: boolean;
  lane: number;
}

export interface Block {
  occurrence: Occurrence;
  /** Minutes of the day's clock. */
  from: number;
  to: number;
  column: number;
  columns: number;
  /** How many columns it may use, counted from its own. */
  width: number;
}

export const startOf = (it: Occurrence): number => Date.parse(it.start);
export const endOf = (it: Occurrence): number => Date.parse(it.end);

/** Whole days and whatever lasts as long belong above the hours. */
export const isBar = (it: Occurrence): boolean =>
  it.is_all_day || endOf(it) - startOf(it) >= DAY_MS;

/** The first and the last day on which it takes place. */
export function daysOfOccurrence(it: Occurrence, zone: string): [Day, Day] {
  if (it.is_all_day) {
    const first = it.start.slice(0, 10);
    const last = addDays(it.end.slice(0, 10), -1);
    return [first, last < first ? first : last];
  }
  const first = dayAt(startOf(it), zone);
  const last = dayAt(Math.max(startOf(it), endOf(it) - 1), zone);
  return [first, last];
}

/** In the order of a list: bars first, then by time, longer first, then by name. */
export function byTime(a: Occurrence, b: Occurrence): number {
  return (
    Number(b.is_all_day) - Number(a.is_all_day) ||
    startOf(a) - startOf(b) ||
    endOf(b) - endOf(a) ||
    a.title.localeCompare(b.title)
  );
}

/** Give each bar the uppermost lane that is free on all its days. */
function pack(bars: Omit<Bar, 'lane'>[]): Bar[] {
  const ends: number[] = [];
  const order = [...bars].sort(
    (a, b) => a.first - b.first || b.last - a.last || byTime(a.occurrence, b.occurrence),
  );
  return order.map((bar) => {
    const free = ends.findIndex((end) => end < bar.first);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = bar.last;
    return { ...bar, lane };
  });
}

/** The places that an occurrence takes in a row of days that may leave some out. */
function placed(it: Occurrence, days: readonly Day[], zone: string): Omit<Bar, 'lane'> | null {
  const [from, to] = daysOfOccurrence(it, zone);
  const first = days.findIndex((day) => day >= from);
  const last = days.findLastIndex((day) => day <= to);
  if (first < 0 || last < first) return null;
  return {
    occurrence: it,
    first,
    last,
    isFromBefore: from < (days[0] ?? ''),
    isToAfter: to > (days.at(-1) ?? ''),
  };
}

/** Bars over a row of days; `all` also makes bars of what has hours (for months). */
export function barsOf(
  occurrences: readonly Occurrence[],
  days: readonly Day[],
  zone: string,
  all = false,
): Bar[] {
  const found = occurrences
    .filter((it) => all || isBar(it))
    .map((it) => placed(it, days, zone))
    .filter((it) => it !== null);
  return pack(found);
}

/** The part of an occurrence that lies on a day, in minutes of its clock. */
function onDay(it: Occurrence, day: Day, zone: string): { from: number; to: number } | null {
  const [first, last] = daysOfOccurrence(it, zone);
  if (day < first || day > last) return null;
  const from = day === first ? minuteAt(startOf(it), zone) : 0;
  const end = dayAt(endOf(it), zone) === day ? minuteAt(endOf(it), zone) : MINUTES_A_DAY;
  // Clocks that are set back may show an end before the start; the length tells the truth.
  const lasting = (endOf(it) - startOf(it)) / MINUTE_MS;
  const to = end > from ? end : Math.min(MINUTES_A_DAY, from + lasting);
  return { from, to };
}

type Placed = Pick<Block, 'occurrence' | 'from' | 'to' | 'column'>;

const bottom = (it: { from: number; to: number }) => Math.max(it.to, it.from + SHORTEST_MIN);
const meet = (a: Placed, b: Placed) => a.from < bottom(b) && b.from < bottom(a);

/** Put what overlaps side by side; a block widens over columns that nobody needs beside it. */
function sideBySide(group: Placed[]): Block[] {
  const columns = Math.max(...group.map((it) => it.column)) + 1;
  return group.map((it) => {
    const right = group
      .filter((other) => other.column > it.column && meet(it, other))
      .map((other) => other.column);
    return { ...it, columns, width: Math.min(columns, ...right) - it.column };
  });
}

/** The blocks of a day. */
export function blocksOf(occurrences: readonly Occurrence[], day: Day, zone: string): Block[] {
  const parts = occurrences
    .filter((it) => !isBar(it))
    .map((occurrence) => ({ occurrence, span: onDay(occurrence, day, zone) }))
    .flatMap(({ occurrence, span }) => (span ? [{ occurrence, ...span }] : []))
    .sort((a, b) => a.from - b.from || b.to - a.to || byTime(a.occurrence, b.occurrence));
  const blocks: Block[] = [];
  let group: Placed[] = [];
  let end = -1;
  for (const part of parts) {
    if (part.from >= end && group.length) {
      blocks.push(...sideBySide(group));
      group = [];
    }
    const taken = new Set(group.filter((it) => part.from < bottom(it)).map((it) => it.column));
    let column = 0;
    while (taken.has(column)) column += 1;
    group.push({ ...part, column });
    end = Math.max(end, bottom(part));
  }
  return group.length ? [...blocks, ...sideBySide(group)] : blocks;
}
