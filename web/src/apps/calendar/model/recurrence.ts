/**
 * Recurrence rules (RFC 5545, 3.3.10) as the editor knows them: how often, on which days, until
 * when. What it cannot show stays as it is and is called custom. Only the server expands rules.
 */
import { dateOf, dayNumber, isLastInMonth, ordinalInMonth, weekdayOf, type Day } from './days';
import { at, DAY_MS, utc } from './zone';

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** How the day of a month is named: by date, as second Tuesday, as last Tuesday. */
export type MonthlyBy = 'date' | 'weekday' | 'last';

export type Ending =
  { kind: 'never' } | { kind: 'count'; count: number } | { kind: 'until'; day: Day };

export interface Rule {
  frequency: Frequency;
  interval: number;
  /** 0 is Monday; only for weeks. */
  weekdays: number[];
  monthlyBy: MonthlyBy;
  ending: Ending;
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const isFrequency = (text: string): text is Frequency => frequencies.some((it) => it === text);

export const weekly = (day: Day): Rule => ({
  frequency: 'WEEKLY',
  interval: 1,
  weekdays: [weekdayOf(day)],
  monthlyBy: 'date',
  ending: { kind: 'never' },
});

/** Where the end of an UNTIL lies: the whole last day counts. */
function untilText(day: Day, isAllDay: boolean, zone: string): string {
  const plain = day.replaceAll('-', '');
  if (isAllDay) return plain;
  const end = at(day, zone) + DAY_MS - 60_000;
  return utc(end).replace(/[-:]/g, '');
}

function byDay(rule: Rule, day: Day): string[] {
  const code = codes[weekdayOf(day)] ?? 'MO';
  if (rule.frequency === 'WEEKLY' && rule.weekdays.length) {
    return [
      `BYDAY=${[...rule.weekdays]
        .sort()
        .map((it) => codes[it])
        .join(',')}`,
    ];
  }
  if (rule.frequency !== 'MONTHLY') return [];
  if (rule.monthlyBy === 'weekday') return [`BYDAY=${ordinalInMonth(day)}${code}`];
  if (rule.monthlyBy === 'last') return [`BYDAY=-1${code}`];
  return [`BYMONTHDAY=${dateOf(day)}`];
}

/** The rule of an event that starts on this day, as text. */
export function ruleText(rule: Rule, day: Day, isAllDay: boolean, zone: string): string {
  const { ending } = rule;
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...byDay(rule, day),
    ...(ending.kind === 'count' ? [`COUNT=${ending.count}`] : []),
    ...(ending.kind === 'until' ? [`UNTIL=${untilText(ending.day, isAllDay, zone)}`] : []),
  ].join(';');
}

function endingOf(parts: ReadonlyMap<string, string>, zone: string): Ending {
  const count = parts.get('COUNT');
  if (count) return { kind: 'count', count: Number(count) };
  const until = parts.get('UNTIL') ?? '';
  const found = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(until);
  if (!found) return { kind: 'never' };
  const [, year, month, date, hour, minute, second, isUtc] = found;
  const plain = `${year}-${month}-${date}`;
  if (!isUtc) return { kind: 'until', day: plain };
  const instant = Date.parse(`${plain}T${hour}:${minute}:${second}Z`);
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
  return { kind: 'until', day: local };
}

const known = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'WKST']);

function monthlyOf(parts: ReadonlyMap<string, string>, day: Day): MonthlyBy | null {
  const [byday, date] = [parts.get('BYDAY'), parts.get('BYMONTHDAY')];
  const code = codes[weekdayOf(day)] ?? '';
  if (!byday) return !date || Number(date) === dateOf(day) ? 'date' : null;
  if (date) return null;
  if (byday === `${ordinalInMonth(day)}${code}`) return 'weekday';
  return byday === `-1${code}` && isLastInMonth(day) ? 'last' : null;
}

/** What the editor can show of a rule; null for what only its text can say. */
export function parseRule(text: string, day: Day, zone: string): Rule | null {
  const parts = new Map(
    text
      .replace(/^RRULE:/i, '')
      .toUpperCase()
      .split(';')
      .filter(Boolean)
      .map((it): [string, string] => {
        const [name = '', value = ''] = it.split('=');
        return [name, value];
      }),
  );
  const frequency = parts.get('FREQ') ?? '';
  if (!isFrequency(frequency) || [...parts.keys()].some((it) => !known.has(it))) return null;
  const rule: Rule = {
    frequency,
    interval: Number(parts.get('INTERVAL') ?? 1),
    weekdays: [],
    monthlyBy: 'date',
    ending: endingOf(parts, zone),
  };
  if (frequency === 'WEEKLY') {
    const days = (parts.get('BYDAY') ?? codes[weekdayOf(day)] ?? '').split(',');
    const weekdays = days.map((it) => codes.indexOf(it));
    return weekdays.includes(-1) || parts.has('BYMONTHDAY') ? null : { ...rule, weekdays };
  }
  if (frequency === 'MONTHLY') {
    const monthlyBy = monthlyOf(parts, day);
    return monthlyBy && { ...rule, monthlyBy };
  }
  return parts.has('BYDAY') || parts.has('BYMONTHDAY') ? null : rule;
}

export type Preset = 'none' | 'daily' | 'workdays' | 'weekly' | 'monthly' | 'last' | 'yearly';

/** The usual choices for an event of this day. */
export function presetsOf(day: Day): { preset: Preset; rule: Rule | null }[] {
  const base = weekly(day);
  const monthlyBy = isLastInMonth(day) && ordinalInMonth(day) > 4 ? 'last' : 'weekday';
  return [
    { preset: 'none', rule: null },
    { preset: 'daily', rule: { ...base, frequency: 'DAILY', weekdays: [] } },
    { preset: 'workdays', rule: { ...base, weekdays: [0, 1, 2, 3, 4] } },
    { preset: 'weekly', rule: base },
    {
      preset: monthlyBy === 'last' ? 'last' : 'monthly',
      rule: { ...base, frequency: 'MONTHLY', weekdays: [], monthlyBy },
    },
    { preset: 'yearly', rule: { ...base, frequency: 'YEARLY', weekdays: [] } },
  ];
}

export const isSameRule = (a: Rule | null, b: Rule | null): boolean =>
  JSON.stringify(a && { ...a, weekdays: [...a.weekdays].sort() }) ===
  JSON.stringify(b && { ...b, weekdays: [...b.weekdays].sort() });

type Translate = (key: string, values?: Record<string, unknown>) => string;

interface Words {
  t: Translate;
  weekday: (weekday: number) => string;
  day: (day: Day) => string;
  list: (words: string[]) => string;
  monthDay: (day: Day) => string;
}

function placeWords(rule: Rule, day: Day, { t, weekday, list, monthDay }: Words): string {
  if (rule.frequency === 'WEEKLY') {
    const isWorkdays = [...rule.weekdays].sort().join() === '0,1,2,3,4';
    if (isWorkdays) return t('repeat.on.workdays');
    return t('repeat.on', { days: list([...rule.weekdays].sort().map(weekday)) });
  }
  if (rule.frequency === 'YEARLY') return t('repeat.onDate', { date: monthDay(day) });
  if (rule.frequency === 'DAILY') return '';
  if (rule.monthlyBy === 'date') return t('repeat.onMonthDay', { date: dateOf(day) });
  const nth = rule.monthlyBy === 'last' ? 'last' : String(ordinalInMonth(day));
  return t(`repeat.nth.${nth}`, { day: weekday(weekdayOf(day)) });
}

/** A rule in words: "Every 2 weeks on Monday and Wednesday, 10 times". */
export function ruleWords(rule: Rule, day: Day, words: Words): string {
  const { t } = words;
  const often = t(`repeat.every.${rule.frequency}`, { count: rule.interval });
  const { ending } = rule;
  const first = [often, placeWords(rule, day, words)].filter(Boolean).join(' ');
  if (ending.kind === 'count') return `${first}, ${t('repeat.times', { count: ending.count })}`;
  if (ending.kind === 'until')
    return `${first}, ${t('repeat.until', { date: words.day(ending.day) })}`;
  return first;
}

/** The end that is offered first: about three months on. */
export const offeredEnd = (day: Day): Day =>
  new Date((dayNumber(day) + 91) * DAY_MS).toISOString().slice(0, 10);
