import { describe, expect, test } from 'vitest';
import { patchOf, present, targetsOf, withTargets, type Verb } from './changes';
import type { Head, Mailbox, Role } from './mail';

const roles: Role[] = ['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash'];
const boxes = roles.map((role) => ({ id: role, role, name: role }) as Mailbox);
const set = (...names: string[]): Record<string, true> =>
  Object.fromEntries(names.map((name) => [name, true]));
const email = (id: string, mailboxIds: string[], keywords: string[] = ['$seen']): Head =>
  ({ id, mailboxIds: set(...mailboxIds), keywords: set(...keywords), snoozed: null }) as Head;
const after = (verb: Verb, ...emails: Head[]) =>
  Object.fromEntries(
    [...targetsOf(verb, [emails], boxes)].map(([id, target]) => [
      id,
      [...Object.keys(target.mailboxIds), ...Object.keys(target.keywords)],
    ]),
  );

describe('a verb', () => {
  test('archives what is in the inbox and keeps labels', () => {
    const mails = [email('a', ['inbox']), email('b', ['inbox', 'orders']), email('c', ['sent'])];
    expect(after({ kind: 'archive' }, ...mails)).toEqual({
      a: ['archive', '$seen'],
      b: ['orders', '$seen'],
    });
  });

  test('trashes a whole conversation', () => {
    const mails = [email('a', ['inbox', 'orders']), email('b', ['sent']), email('c', ['trash'])];
    expect(after({ kind: 'trash' }, ...mails)).toEqual({
      a: ['trash', '$seen'],
      b: ['trash', '$seen'],
    });
  });

  test('brings back to the inbox what others wrote', () => {
    const mails = [email('a', ['archive', 'orders']), email('b', ['sent']), email('c', ['junk'])];
    expect(after({ kind: 'inbox' }, ...mails)).toEqual({
      a: ['orders', 'inbox', '$seen'],
      c: ['inbox', '$seen'],
    });
  });

  test('marks all as read, the last one as unread', () => {
    const mails = [email('a', ['inbox'], []), email('b', ['inbox'], [])];
    expect(after({ kind: 'read', value: true }, ...mails)).toEqual({
      a: ['inbox', '$seen'],
      b: ['inbox', '$seen'],
    });
    expect(after({ kind: 'read', value: false }, ...mails)).toEqual({ b: ['inbox'] });
  });

  test('stars the last message and takes all stars away', () => {
    const mails = [email('a', ['inbox'], ['$flagged']), email('b', ['inbox'])];
    expect(after({ kind: 'star', value: true }, ...mails)).toEqual({
      b: ['inbox', '$seen', '$flagged'],
    });
    expect(after({ kind: 'star', value: false }, ...mails)).toEqual({ a: ['inbox'] });
  });

  test('leaves no message without a mailbox when the last label goes', () => {
    const verb = { kind: 'label', mailboxId: 'orders', value: false } as const;
    expect(after(verb, email('a', ['orders']))).toEqual({ a: ['archive', '$seen'] });
  });
});

test('a patch says only what differs', () => {
  const before = { mailboxIds: set('inbox', 'orders'), keywords: set('$seen'), snoozed: null };
  const later = {
    mailboxIds: set('orders', 'archive'),
    keywords: set('$seen', '$flagged'),
    snoozed: null,
  };
  expect(patchOf(before, later)).toEqual({
    'mailboxIds/inbox': null,
    'mailboxIds/archive': true,
    'keywords/$flagged': true,
  });
});

test('undo leads back to what was', () => {
  const mails = [email('a', ['inbox']), email('b', ['sent'])];
  const targets = targetsOf({ kind: 'trash' }, [mails], boxes);
  const back = present([mails], targets);
  expect(withTargets(withTargets(mails, targets), back)).toEqual(mails);
});
