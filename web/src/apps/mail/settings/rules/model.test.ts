import { expect, test } from 'vitest';
import { noCriteria, noDeeds } from '../client/rules';
import { doesNothing, meansAll, moved } from './model';

test('a rule without criteria means all mail', () => {
  expect(meansAll(noCriteria)).toBe(true);
  expect(meansAll({ ...noCriteria, from: '  ' })).toBe(true);
  expect(meansAll({ ...noCriteria, larger: 1 })).toBe(false);
  expect(meansAll({ ...noCriteria, has_attachment: true })).toBe(false);
});

test('stopping alone does nothing with a message', () => {
  expect(doesNothing({ ...noDeeds, stop: true })).toBe(true);
  expect(doesNothing({ ...noDeeds, labels: ['a'] })).toBe(false);
  expect(doesNothing({ ...noDeeds, star: true })).toBe(false);
});

test.each([
  [0, 2, 'bca'],
  [2, 0, 'cab'],
  [1, 9, 'acb'],
])('from %i to %i', (from, to, order) => {
  expect(moved(['a', 'b', 'c'], from, to).join('')).toBe(order);
});
