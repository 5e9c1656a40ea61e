import { expect, test } from 'vitest';
import { changesBetween } from './personChanges';

const ada = {
  name: 'Ada',
  given_name: 'Ada',
  family_name: '',
  title: '',
  phone: '',
  email: 'ada@demo.example',
  recovery_email: '',
  start_date: '2026-01-07',
  language: 'en',
  time_zone: 'UTC',
  aliases: ['countess@demo.example'],
  unit_id: 'u1',
  manager: null,
};

test('only what differs is sent', () => {
  expect(changesBetween(ada, { ...ada, aliases: [...ada.aliases] })).toEqual({});
  expect(changesBetween(ada, { ...ada, title: 'Countess', aliases: [] })).toEqual({
    title: 'Countess',
    aliases: [],
  });
});

test('an emptied place, manager or date is cleared', () => {
  const manager = { id: 'p9', name: 'Bob', email: 'bob@demo.example', kind: 'person' as const };
  const before = { ...ada, manager };
  expect(changesBetween(before, { ...ada, unit_id: null, start_date: '' })).toEqual({
    unit_id: null,
    manager_id: null,
    start_date: null,
  });
});
