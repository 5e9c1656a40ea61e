import { expect, test } from 'vitest';
import { spanOf } from './spans';

const now = new Date(2026, 10, 23, 9, 0);
const at = (...parts: [number, number, number, number]) => new Date(...parts).toISOString();

test.each([
  [at(2026, 10, 23, 0), 'today'],
  [at(2026, 10, 22, 23), 'week'],
  [at(2026, 10, 17, 0), 'week'],
  [at(2026, 10, 16, 23), 'month'],
  [at(2026, 9, 1, 0), 'year'],
  [at(2025, 11, 31, 0), 'before'],
] as const)('%s is of the part %s', (moment, span) => {
  expect(spanOf(moment, now)).toBe(span);
});
