import { expect, test } from 'vitest';
import { parseRule, presetsOf, ruleText, type Rule } from './recurrence';

const day = '2026-11-24';
const zone = 'Europe/Paris';
const write = (rule: Rule | null) => rule && ruleText(rule, day, false, zone);

test('the usual choices fit the day', () => {
  expect(presetsOf(day).map((it) => [it.preset, write(it.rule)])).toEqual([
    ['none', null],
    ['daily', 'FREQ=DAILY'],
    ['workdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['weekly', 'FREQ=WEEKLY;BYDAY=TU'],
    ['monthly', 'FREQ=MONTHLY;BYDAY=4TU'],
    ['yearly', 'FREQ=YEARLY'],
  ]);
  expect(presetsOf('2026-06-30').map((it) => it.preset)).toContain('last');
});

test('an end by date counts its whole day in the zone of the event', () => {
  const rule: Rule = {
    frequency: 'DAILY',
    interval: 2,
    weekdays: [],
    monthlyBy: 'date',
    ending: { kind: 'until', day: '2026-12-31' },
  };
  expect(ruleText(rule, day, false, zone)).toBe('FREQ=DAILY;INTERVAL=2;UNTIL=20261231T225900Z');
  expect(ruleText(rule, day, true, zone)).toBe('FREQ=DAILY;INTERVAL=2;UNTIL=20261231');
  expect(parseRule('FREQ=DAILY;INTERVAL=2;UNTIL=20261231T225900Z', day, zone)).toEqual(rule);
});

test('every rule that the editor writes is read again', () => {
  for (const { rule } of presetsOf(day)) {
    if (rule) expect(write(parseRule(write(rule) ?? '', day, zone))).toBe(write(rule));
  }
});

test('what the editor cannot show is left alone', () => {
  for (const text of [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'FREQ=HOURLY',
    'FREQ=WEEKLY;BYDAY=1MO',
  ]) {
    expect(parseRule(text, day, zone)).toBeNull();
  }
});
