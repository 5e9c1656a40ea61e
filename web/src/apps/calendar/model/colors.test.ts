import { expect, test } from 'vitest';
import { freeColor, palette } from './colors';

test('a calendar that is added has a colour that no other has', () => {
  expect(freeColor([])).toBe('#5b57e0');
  expect(freeColor(['#5B57E0', '#3b82f6'])).toBe('#2874d0');
});

test('where all colours are taken, one of them serves twice', () => {
  const all = palette.map((it) => it.value);
  expect(all).toContain(freeColor(all));
});
