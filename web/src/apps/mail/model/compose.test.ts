import { describe, expect, test } from 'vitest';
import { hasMoreRecipients, linksOf, recipientsOf, subjectOf } from './compose';
import type { Body, Head } from './mail';

const ann = { name: 'Ann', email: 'ann@x.org' };
const bob = { name: 'Bob', email: 'bob@x.org' };
const me = { name: 'Me', email: 'me@bureau.org' };
const own = ['me@bureau.org', 'also.me@bureau.org'];
const email = (fields: Partial<Head>): Head =>
  ({ from: [ann], to: [me], cc: null, replyTo: null, ...fields }) as Head;

describe('an answer', () => {
  test('goes to the author', () => {
    expect(recipientsOf('reply', email({}), own)).toEqual({ to: [ann], cc: [] });
  });

  test('goes where the author wants it', () => {
    expect(recipientsOf('reply', email({ replyTo: [bob] }), own).to).toEqual([bob]);
  });

  test('to all leaves oneself out and names nobody twice', () => {
    const mail = email({ to: [me, bob], cc: [ann, { name: null, email: 'BOB@x.org' }] });
    expect(recipientsOf('replyAll', mail, own)).toEqual({ to: [ann], cc: [bob] });
    expect(hasMoreRecipients(mail, own)).toBe(true);
    expect(hasMoreRecipients(email({}), own)).toBe(false);
  });

  test("to one's own message goes to those who got it", () => {
    const mail = email({ from: [me], to: [ann], cc: [bob] });
    expect(recipientsOf('reply', mail, own)).toEqual({ to: [ann], cc: [] });
    expect(recipientsOf('replyAll', mail, own)).toEqual({ to: [ann], cc: [bob] });
  });

  test('carries one prefix', () => {
    expect(subjectOf('reply', 'Plan')).toBe('Re: Plan');
    expect(subjectOf('replyAll', 'RE: Plan')).toBe('RE: Plan');
    expect(subjectOf('forward', 'Re: Plan')).toBe('Fwd: Re: Plan');
    expect(subjectOf('forward', 'Tr: Plan')).toBe('Tr: Plan');
  });

  test('names what it answers and all before', () => {
    const body = { messageId: ['b@x'], references: ['a@x'], inReplyTo: null } as Body;
    expect(linksOf(body)).toEqual({ inReplyTo: ['b@x'], references: ['a@x', 'b@x'] });
  });
});
