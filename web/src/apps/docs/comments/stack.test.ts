import { expect, test } from 'vitest';
import { stack } from './stack';

const cards = [
  { id: 'a', top: 100, height: 50 },
  { id: 'b', top: 110, height: 50 },
  { id: 'c', top: 400, height: 50 },
];

test('cards stand at their anchors and push those below', () => {
  expect([...stack(cards, null)]).toEqual([
    ['a', 100],
    ['b', 158],
    ['c', 400],
  ]);
});

test('the active card stands at its anchor and pushes those above', () => {
  expect([...stack(cards, 'b')]).toEqual([
    ['a', 52],
    ['b', 110],
    ['c', 400],
  ]);
});
