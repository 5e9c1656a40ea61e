import { describe, expect, test } from 'vitest';
import { bulkPatchOf, patchOf, present, targetsOf, withTargets, type Verb } from './changes';
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

  test('reports a trick, and takes the report back with the message', () => {
    expect(after({ kind: 'phishing' }, email('a', ['inbox', 'orders']))).toEqual({
      a: ['junk', '$seen', '$phishing'],
    });
    expect(after({ kind: 'inbox' }, email('a', ['junk'], ['$seen', '$phishing']))).toEqual({
      a: ['inbox', '$seen'],
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

describe('beyond moving', () => {
  const more = [
    ...boxes,
    ...['important', 'snoozed'].map((role) => ({ id: role, role, name: role }) as Mailbox),
    ...['primary', 'social'].map(
      (category) => ({ id: category, role: null, name: category, category }) as Mailbox,
    ),
  ];
  const target = (verb: Verb, ...emails: Head[]) =>
    [...targetsOf(verb, [emails], more)].map(([id, it]) => ({ id, ...it }));
  const UNTIL = '2026-03-04T07:00:00Z';

  test('what leaves the inbox leaves its tab, and comes back into the first one', () => {
    const [gone] = target({ kind: 'archive' }, email('a', ['inbox', 'social']));
    expect(gone?.mailboxIds).toEqual(set('archive'));
    const [back] = target({ kind: 'inbox' }, email('a', ['archive']));
    expect(back?.mailboxIds).toEqual(set('inbox', 'primary'));
  });

  test('a snoozed conversation sleeps where it is found again', () => {
    const mails = [email('a', ['inbox', 'primary', 'orders']), email('b', ['sent'])];
    const [asleep, ...others] = target({ kind: 'snooze', until: UNTIL }, ...mails);
    expect(asleep).toMatchObject({
      mailboxIds: set('orders', 'snoozed'),
      snoozed: { until: UNTIL },
    });
    expect(others).toEqual([]);
    const start = present([mails], targetsOf({ kind: 'snooze', until: UNTIL }, [mails], more));
    expect(patchOf(start.get('a') as never, asleep as never)).toEqual({
      snoozed: { until: UNTIL },
    });
  });

  test('a muted conversation leaves the inbox with all its messages marked', () => {
    const mails = [email('a', ['inbox']), email('b', ['sent'])];
    expect(target({ kind: 'mute', value: true }, ...mails)).toMatchObject([
      { id: 'a', mailboxIds: set('archive'), keywords: set('$seen', '$muted') },
      { id: 'b', mailboxIds: set('sent'), keywords: set('$seen', '$muted') },
    ]);
  });

  test('moving leaves the mailbox that one is in', () => {
    const verb = { kind: 'move', mailboxId: 'returns', from: 'orders' } as const;
    const mails = [email('a', ['orders', 'inbox', 'social']), email('b', ['sent'])];
    expect(target(verb, ...mails)).toMatchObject([{ id: 'a', mailboxIds: set('returns') }]);
  });

  test('a tab is changed for another', () => {
    const verb = { kind: 'category', mailboxId: 'social' } as const;
    expect(target(verb, email('a', ['inbox', 'primary']))[0]?.mailboxIds).toEqual(
      set('inbox', 'social'),
    );
  });

  test('one patch does to all what it would do to each', () => {
    expect(bulkPatchOf({ kind: 'archive' }, more)).toEqual({
      'mailboxIds/inbox': null,
      'mailboxIds/primary': null,
      'mailboxIds/social': null,
      'mailboxIds/archive': true,
    });
    expect(bulkPatchOf({ kind: 'read', value: true }, more)).toEqual({ 'keywords/$seen': true });
    expect(bulkPatchOf({ kind: 'snooze', until: UNTIL }, more)).toBeNull();
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
