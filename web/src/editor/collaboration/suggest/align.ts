/** Finds which tokens of a document are still there after a change, by the change's own steps. */
import type { Attrs, Node } from '@tiptap/pm/model';
import type { Mapping } from '@tiptap/pm/transform';
import type { Token } from './tokens';

/** Anything with a place, so that rows and cells align like tokens. */
interface Placed {
  pos: number;
}

/**
 * For each old item the index of the new one that it became, or -1. `isEqual` judges those whose
 * steps do not tell: what was replaced by something like it.
 */
export function align<T extends Placed>(
  before: readonly T[],
  after: readonly T[],
  mapping: Mapping,
  isSame: (a: T, b: T) => boolean,
  isEqual = isSame,
): number[] {
  const places = new Map(after.map((it, index) => [it.pos, index]));
  let last = -1;
  const matches = before.map((it) => {
    const mapped = mapping.mapResult(it.pos, 1);
    const index = mapped.deletedAfter ? undefined : places.get(mapped.pos);
    const other = index === undefined ? undefined : after[index];
    if (index === undefined || index <= last || !other || !isSame(it, other)) return -1;
    last = index;
    return index;
  });
  trimGaps(before, after, matches, isEqual);
  return matches;
}

/** Steps often replace more than they change: what is equal at both ends of a gap stays. */
function trimGaps<T>(
  before: readonly T[],
  after: readonly T[],
  matches: number[],
  isSame: (a: T, b: T) => boolean,
): void {
  const same = (i: number, j: number) => {
    const [a, b] = [before[i], after[j]];
    return a !== undefined && b !== undefined && isSame(a, b);
  };
  let start = 0;
  while (start < before.length) {
    if (matches[start] !== -1) {
      start += 1;
      continue;
    }
    let end = start;
    while (end < before.length && matches[end] === -1) end += 1;
    let from = (start > 0 ? (matches[start - 1] ?? -1) : -1) + 1;
    let to = end < before.length ? (matches[end] ?? after.length) : after.length;
    let first = start;
    let last = end;
    while (first < last && from < to && same(first, from)) matches[first++] = from++;
    while (first < last && from < to && same(last - 1, to - 1)) matches[--last] = --to;
    start = end;
  }
}

const unseen = new Set(['suggestion', 'comments']);

const sameAttrs = (a: Attrs, b: Attrs): boolean =>
  Object.keys(a).every((it) => unseen.has(it) || JSON.stringify(a[it]) === JSON.stringify(b[it]));

/** Whether two tokens are one thing, perhaps in another look. */
export function isSameToken(a: Token, b: Token): boolean {
  if (a.kind === 'text') return b.kind === 'text' && a.text === b.text;
  if (b.kind === 'text' || a.kind !== b.kind) return false;
  if (a.kind === 'break') return true;
  const isTable = a.node.type.name === 'table';
  return a.node.type === b.node.type && (isTable || sameAttrs(a.node.attrs, b.node.attrs));
}

/** Whether two cells are one, with other content at most. */
export const isSameCell = (a: { node: Node }, b: { node: Node }): boolean =>
  a.node.type === b.node.type && sameAttrs(a.node.attrs, b.node.attrs);
