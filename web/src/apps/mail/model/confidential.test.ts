import { expect, test } from 'vitest';
import { endOf, readTerms, written, type Terms } from './confidential';

const kept: Terms[] = [
  { days: 7, until: '', passcode: false },
  { days: 1825, until: '', passcode: true },
  { days: null, until: '2027-01-31T22:59:00.000Z', passcode: true },
  { days: null, until: '2027-01-31T22:59:00.000Z', passcode: false },
];

test.each(kept)('what a draft keeps is read again: %o', (terms) => {
  expect(readTerms(written(terms))).toEqual(terms);
});

test.each([null, undefined, '', 'soon', 'days', '99999 days', '; passcode'])(
  'an ordinary message, or a field of somebody else: %s',
  (field) => expect(readTerms(field)).toBeNull(),
);

test('days count from sending, a date does not', () => {
  const sentAt = Date.parse('2026-12-30T12:00:00Z');
  expect(endOf({ days: 3, until: '', passcode: false }, sentAt)).toBe('2027-01-02T12:00:00.000Z');
  const until = '2027-01-31T22:59:00.000Z';
  expect(endOf({ days: null, until, passcode: false }, sentAt)).toBe(until);
});
