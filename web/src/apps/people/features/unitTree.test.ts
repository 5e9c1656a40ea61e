import { expect, test } from 'vitest';
import { openLines, unitLines, withBelow } from './unitTree';

const unit = (id: string, parent_id: string | null, people_count = 1) => ({
  id,
  name: id.toUpperCase(),
  parent_id,
  people_count,
});
const units = [
  unit('a', null),
  unit('b', null, 0),
  unit('b1', 'b', 2),
  unit('b11', 'b1', 3),
  unit('c', null),
];

test('a unit is followed by those below it, with everybody counted', () => {
  const shown = unitLines(units).map((it) => [it.unit.id, it.depth, it.total]);
  expect(shown).toEqual([
    ['a', 0, 1],
    ['b', 0, 5],
    ['b1', 1, 5],
    ['b11', 2, 3],
    ['c', 0, 1],
  ]);
  expect(unitLines(units)[3]?.path).toBe('B / B1 / B11');
});

test('closing a unit hides all below it and nothing else', () => {
  const shown = openLines(unitLines(units), new Set(['b'])).map((it) => it.unit.id);
  expect(shown).toEqual(['a', 'b', 'c']);
});

test('a unit cannot be moved below itself', () => {
  expect([...withBelow(unitLines(units), 'b')]).toEqual(['b', 'b1', 'b11']);
  expect([...withBelow(unitLines(units), 'c')]).toEqual(['c']);
});
