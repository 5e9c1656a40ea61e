import { expect, test } from 'vitest';
import { firstTabFilter, hasTabs, isInFirstTab, type Head, type Mailbox } from './mail';

const box = (id: string, totalEmails: number, more: Partial<Mailbox> = {}) =>
  ({ id, name: id, role: null, totalEmails, ...more }) as Mailbox;
const inbox = (count: number) => box('inbox', count, { role: 'inbox' });
const primary = box('first', 7, { category: 'primary' });
const social = box('social', 3, { category: 'social' });

test('an inbox has tabs once something is sorted out of it', () => {
  expect(hasTabs([inbox(3), primary])).toBe(false);
  expect(hasTabs([inbox(3), social])).toBe(true);
});

test('the first tab is one mailbox where everything has its category', () => {
  expect(firstTabFilter([inbox(10), primary, social])).toEqual({ inMailbox: 'first' });
});

test('the first tab holds what has no category as well', () => {
  expect(firstTabFilter([inbox(500), primary, social])).toEqual({
    operator: 'AND',
    conditions: [
      { inMailbox: 'inbox' },
      { operator: 'NOT', conditions: [{ inMailbox: 'social' }] },
    ],
  });
  const email = (...ids: string[]) =>
    ({ mailboxIds: Object.fromEntries(ids.map((id) => [id, true])) }) as unknown as Head;
  const boxes = [inbox(500), primary, social];
  expect(isInFirstTab(email('inbox'), boxes)).toBe(true);
  expect(isInFirstTab(email('inbox', 'social'), boxes)).toBe(false);
  expect(isInFirstTab(email('first'), boxes)).toBe(false);
});
