import { expect, test } from 'vitest';
import { composeFor } from './compose.testing';
import { invalid, outsiders, warningsOf } from './warnings';

const write = (html: string) => composeFor({ html, subject: 'Report' });

test.each([
  '<p>Please see the attached report.</p>',
  "<p>I've attached the plan</p>",
  '<p>Attached is the invoice</p>',
  '<p>Vous trouverez le devis ci-joint.</p>',
  '<p>Je joins la facture.</p>',
  '<p>Le plan est en pièce jointe</p>',
])('%s promises a file', (html) => {
  expect(warningsOf(write(html), [])).toEqual(['attachment']);
});

test.each(['<p>The theory of attachment</p>', '<p>Hello</p>', '<p>Ann joins us on Monday</p>'])(
  '%s promises none',
  (html) => {
    expect(warningsOf(write(html), [])).toEqual([]);
  },
);

test('a promise is kept by a file', () => {
  const file = { key: '1', name: 'a.pdf', type: '', size: 1, blobId: 'b', progress: 1 };
  const compose = composeFor({
    html: '<p>See attached.</p>',
    subject: 'x',
    attachments: [{ ...file, hasFailed: false, cid: null }],
  });
  expect(warningsOf(compose, [])).toEqual([]);
});

test('a missing subject and a large group are said', () => {
  const groups = [{ name: 'All', members: 120 }];
  expect(warningsOf(composeFor({}), groups)).toEqual(['subject', 'group']);
});

test('who is outside, and what is no address', () => {
  const person = (email: string) => ({ id: '', name: email, email, kind: 'free' as const });
  const compose = composeFor({ to: [person('a@here.org'), person('b@x.org'), person('bob')] });
  expect(outsiders(compose, ['here.org'])).toEqual(['b@x.org']);
  expect(invalid(compose)).toEqual(['bob']);
});
