import { describe, expect, test } from 'vitest';
import { filterOf, termsOf, toggleTerm } from './search';
import type { Mailbox } from './mail';

const box = (id: string, role: Mailbox['role'], name = id): Mailbox => ({
  id,
  name,
  role,
  parentId: null,
  sortOrder: 0,
  totalEmails: 0,
  unreadEmails: 0,
  totalThreads: 0,
  unreadThreads: 0,
  color: '',
});
const boxes = [box('i', 'inbox'), box('j', 'junk'), box('t', 'trash'), box('l', null, 'Orders')];
const conditions = (text: string) => filterOf(text, boxes).conditions;
const elsewhere = { inMailboxOtherThan: ['j', 't'] };

describe('a search', () => {
  test('splits words, phrases and operators', () => {
    expect(termsOf('from:ann "next week" -subject:"old offer" plan')).toEqual([
      { isNegated: false, operator: 'from', value: 'ann' },
      { isNegated: false, operator: '', value: '"next week"' },
      { isNegated: true, operator: 'subject', value: 'old offer' },
      { isNegated: false, operator: '', value: 'plan' },
    ]);
  });

  test('leaves out junk and trash', () => {
    expect(conditions('plan')).toEqual([{ text: 'plan' }, elsewhere]);
  });

  test('looks anywhere when a place is named', () => {
    expect(conditions('plan in:trash')).toEqual([{ text: 'plan' }, { inMailbox: 't' }]);
    expect(conditions('plan in:anywhere')).toEqual([{ text: 'plan' }]);
    expect(conditions('label:orders')).toEqual([{ inMailbox: 'l' }]);
  });

  test('knows states and attachments', () => {
    expect(conditions('is:unread is:starred has:attachment')).toEqual([
      { notKeyword: '$seen' },
      { hasKeyword: '$flagged' },
      { hasAttachment: true },
      elsewhere,
    ]);
  });

  test('negates', () => {
    expect(conditions('-from:bob')).toEqual([
      { operator: 'NOT', conditions: [{ from: 'bob' }] },
      elsewhere,
    ]);
  });

  test('reads days and takes the rest as words', () => {
    const day = new Date(2026, 2, 1).toISOString();
    expect(conditions('after:2026/03/01')).toEqual([{ after: day }, elsewhere]);
    expect(conditions('before:soon is:odd')).toEqual([
      { text: 'before:soon' },
      { text: 'is:odd' },
      elsewhere,
    ]);
  });

  test('takes a term in and out', () => {
    expect(toggleTerm('plan', 'is:unread')).toBe('plan is:unread');
    expect(toggleTerm('plan is:unread', 'is:unread')).toBe('plan');
  });
});
