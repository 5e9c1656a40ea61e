import { describe, expect, test } from 'vitest';
import type { Head, Row } from './mail';
import {
  emptyList,
  freshRows,
  mapRows,
  PAGE,
  pagesToRead,
  positionOf,
  refreshed,
  rowAt,
  withPage,
  type List,
} from './window';

const row = (name: string): Row => ({
  id: `t-${name}`,
  lead: name,
  emails: [{ id: name, threadId: `t-${name}` } as Head],
});
const names = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => `m${from + index}`);
const page = (position: number, leads: string[], total: number) => ({
  position,
  leads,
  rows: leads.map(row),
  total,
});
const long = (): List => withPage(emptyList('1'), page(0, names(0, PAGE), 1000));

describe('a window on a long list', () => {
  test('knows how long the list is and reads what is looked at', () => {
    const list = long();
    expect(list.leads).toHaveLength(1000);
    expect(rowAt(list, 0)?.id).toBe('t-m0');
    expect(rowAt(list, 500)).toBeUndefined();
    expect(pagesToRead(list, { first: 0, last: 49 })).toEqual([]);
    expect(pagesToRead(list, { first: 40, last: 120 })).toEqual([1, 2]);
    expect(pagesToRead(list, { first: -5, last: 5000 }).at(-1)).toBe(19);
  });

  test('finds a conversation again in a page far down', () => {
    const list = withPage(long(), page(500, names(500, PAGE), 1000));
    expect(positionOf(list, 't-m510')).toBe(510);
    expect(positionOf(list, '')).toBe(-1);
  });

  test('moves what is known down when mail comes in above it, and keeps it on screen', () => {
    const list = withPage(long(), page(500, names(500, PAGE), 1000));
    const first = page(0, ['new', ...names(0, PAGE - 1)], 1001);
    const after = refreshed(list, first, new Set(['new']));
    expect(rowAt(after, 0)?.lead).toBe('new');
    expect(positionOf(after, 't-m510')).toBe(511);
    expect(pagesToRead(after, { first: 500, last: 520 })).toEqual([10]);
    expect(freshRows(after, ['m510']).map((it) => it.lead)).toEqual(['m510']);
  });

  test('moves it up when mail leaves above it', () => {
    const list = withPage(long(), page(500, names(500, PAGE), 1000));
    const after = refreshed(list, page(0, names(2, PAGE), 998), new Set(['m0', 'm1']));
    expect(after.leads).toHaveLength(998);
    expect(positionOf(after, 't-m510')).toBe(508);
  });

  test('reads rows again that changed, all of them when nobody can tell which', () => {
    const first = page(0, names(0, PAGE), 1000);
    const some = refreshed(long(), { ...first, rows: [] }, new Set(['t-m3']));
    expect(freshRows(some, ['m2', 'm3', 'm4']).map((it) => it.lead)).toEqual(['m2', 'm4']);
    const all = refreshed(long(), { ...first, rows: [] }, null);
    expect(freshRows(all, ['m2', 'm3'])).toEqual([]);
  });

  test('shows a conversation once when a new message takes it to the top', () => {
    const first = page(0, ['answer', ...names(0, 30), ...names(31, 19)], 1000);
    first.rows[0] = { ...row('answer'), id: 't-m30' };
    const after = refreshed(long(), first, new Set(['t-m30']));
    expect(after.leads.filter((lead) => after.rows.get(lead)?.id === 't-m30')).toEqual(['answer']);
  });

  test('closes the gap when a row leaves', () => {
    const after = mapRows(long(), (it) => (it.lead === 'm1' ? null : it));
    expect(after.leads).toHaveLength(999);
    expect(rowAt(after, 1)?.lead).toBe('m2');
  });

  test('forgets what is far away once it knows too much', () => {
    let list = long();
    for (let position = 0; position < 8000; position += PAGE) {
      list = withPage(list, page(position, names(position, PAGE), 8000));
    }
    expect(list.rows.size).toBeLessThanOrEqual(3000);
    expect(rowAt(list, 7999)?.lead).toBe('m7999');
    expect(pagesToRead(list, { first: 0, last: 10 })).toEqual([0]);
  });
});
