/**
 * Turns a transaction into one that suggests its change, or, when editing for real, into one that
 * leaves the suggestions of others as they are. Only the blocks that the change touched are read.
 */
import { Fragment, type Node } from '@tiptap/pm/model';
import { NodeSelection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Mapping, type Mappable, type MapResult } from '@tiptap/pm/transform';
import { replaceDifference } from '../binding';
import { rangesOf, type Leaf, type Range } from './leaves';
import { Merge } from './merge';
import type { Policy } from './policy';
import { isStampMark } from './stamps';
import { childrenOf } from './tokens';

/** Marks a transaction that is told as a suggestion already. */
export const SUGGESTED = 'suggested';

interface Region {
  first: number;
  oldEnd: number;
  nextEnd: number;
}

/** The top-level blocks that differ, and one more at both sides. */
function changedRegion(old: readonly Node[], next: readonly Node[]): Region | null {
  const shorter = Math.min(old.length, next.length);
  let first = 0;
  while (first < shorter && old[first] === next[first]) first += 1;
  if (first === shorter && old.length === next.length) return null;
  let same = 0;
  while (same < shorter - first && old[old.length - 1 - same] === next[next.length - 1 - same])
    same += 1;
  same = Math.max(0, same - 1);
  return {
    first: Math.max(0, first - 1),
    oldEnd: old.length - same,
    nextEnd: next.length - same,
  };
}

function placesOf(blocks: readonly Node[], first: number, end: number) {
  let pos = blocks.slice(0, first).reduce((sum, it) => sum + it.nodeSize, 0);
  return blocks.slice(first, end).map((node) => {
    const place = { node, pos };
    pos += node.nodeSize;
    return place;
  });
}

function isStamped(node: Node): boolean {
  const { attrs, marks } = node;
  if (attrs.suggestion || attrs.break || attrs.change || marks.some(isStampMark)) return true;
  return childrenOf(node).some(isStamped);
}

/** Positions of the plainly changed document in the merged one. */
class Places implements Mappable {
  constructor(
    private readonly leaves: readonly (Leaf & { merged: Range })[],
    private readonly start: number,
    private readonly nextEnd: number,
    private readonly shift: number,
    private readonly isAfterDeleted: boolean,
  ) {}

  map(pos: number): number {
    if (pos <= this.start) return pos;
    if (pos >= this.nextEnd) return pos + this.shift;
    return this.isAfterDeleted ? this.high(pos) : this.low(pos);
  }

  mapResult(pos: number): MapResult {
    const mapped = { pos: this.map(pos), deleted: false, deletedBefore: false };
    return { ...mapped, deletedAfter: false, deletedAcross: false } as MapResult;
  }

  /** Right behind what stands before the position. */
  low(pos: number, side: 'old' | 'next' = 'next'): number {
    const leaf = this.leaves.findLast((it) => (it[side]?.to ?? Infinity) <= pos);
    return leaf ? leaf.merged.to : this.start;
  }

  /** Right before what stands behind the position. */
  high(pos: number): number {
    const leaf = this.leaves.find((it) => (it.next?.from ?? -1) >= pos);
    return leaf ? leaf.merged.from : this.nextEnd + this.shift;
  }
}

function policyFor(transaction: Transaction, author: string | null): Policy {
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    author,
    newStamp: () => ({ id: crypto.randomUUID(), by: author ?? '', at }),
    isMove: transaction.getMeta('uiEvent') === 'drop',
  };
}

function copyMeta(from: Transaction, to: Transaction): void {
  const meta = Reflect.get(from, 'meta') as Record<string, unknown>;
  for (const [key, value] of Object.entries(meta)) to.setMeta(key, value);
  to.setMeta(SUGGESTED, true).setTime(from.time);
  if (from.scrolledIntoView) to.scrollIntoView();
}

/**
 * The transaction that says the same as a suggestion of `author`, or for real when that is null;
 * the transaction itself where there is nothing to do. Throws Unsuggestable.
 */
export function transformed(
  state: EditorState,
  transaction: Transaction,
  author: string | null,
): Transaction {
  const plain = state.applyTransaction(transaction);
  const isApplied = plain.transactions.includes(transaction);
  const [old, next] = [childrenOf(state.doc), childrenOf(plain.state.doc)];
  const region = isApplied ? changedRegion(old, next) : null;
  if (!region) return transaction;
  const before = placesOf(old, region.first, region.oldEnd);
  if (author === null && !before.some((it) => isStamped(it.node))) return transaction;
  const after = placesOf(next, region.first, region.nextEnd);
  const mapping = new Mapping(plain.transactions.flatMap((it) => it.mapping.maps));
  const merge = new Merge(state.schema, mapping, policyFor(transaction, author));
  const { nodes, leaves } = merge.run(before, after);
  const content = [...old.slice(0, region.first), ...nodes, ...old.slice(region.oldEnd)];
  const result = replaceDifference(state.tr, Fragment.fromArray(content));
  const places = placesIn(state, plain.state, region, nodes, leaves);
  result.setSelection(plain.state.selection.map(result.doc, places));
  copyMeta(transaction, result);
  const stored = plain.state.storedMarks;
  if (stored) result.setStoredMarks(stored.filter((it) => !isStampMark(it)));
  return result;
}

function placesIn(
  before: EditorState,
  plain: EditorState,
  region: Region,
  nodes: Node[],
  leaves: Leaf[],
): Places {
  const start = placesOf(childrenOf(before.doc), 0, region.first).reduce(
    (sum, it) => sum + it.node.nodeSize,
    0,
  );
  const merged = mergedRanges(nodes, start);
  const placed = leaves.flatMap((leaf, index) => {
    const range = merged[index];
    return range ? [{ ...leaf, merged: range }] : [];
  });
  const nextEnd = childrenOf(plain.doc)
    .slice(0, region.nextEnd)
    .reduce((sum, it) => sum + it.nodeSize, 0);
  const mergedEnd = nodes.reduce((sum, it) => sum + it.nodeSize, start);
  const shift = mergedEnd - nextEnd;
  const places = new Places(placed, start, nextEnd, shift, false);
  return isForwardDeletion(before, plain, places)
    ? new Places(placed, start, nextEnd, shift, true)
    : places;
}

function mergedRanges(nodes: Node[], start: number): Range[] {
  let pos = start;
  return nodes.flatMap((node) => {
    const ranges = rangesOf(node, pos);
    pos += node.nodeSize;
    return ranges;
  });
}

/** The caret did not move though something beside it went: the key deleted forwards. */
function isForwardDeletion(before: EditorState, plain: EditorState, places: Places): boolean {
  const [was, is] = [before.selection, plain.selection];
  if (is instanceof NodeSelection) return true;
  if (!(was instanceof TextSelection) || !was.empty || !is.empty) return false;
  return was.head === is.head && places.low(was.head, 'old') === places.low(is.head);
}
