/**
 * Keeps the positions of all nodes of some sort (headings, list paragraphs, footnotes) in document
 * order. After a change only the changed range is read again; the others are shifted.
 */
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { changeOf, type Change } from './changes';

export interface Tracked {
  pos: number;
  node: Node;
}

export type IsWanted = (node: Node) => boolean;

/** The wanted nodes that start in a range or reach into it. */
function collect(doc: Node, from: number, to: number, isWanted: IsWanted): Tracked[] {
  const found: Tracked[] = [];
  const visit = (node: Node, pos: number) => {
    if (isWanted(node)) found.push({ pos, node });
    return true;
  };
  if (to > from) doc.nodesBetween(from, to, visit);
  return found;
}

export const collectAll = (doc: Node, isWanted: IsWanted): Tracked[] =>
  collect(doc, 0, doc.content.size, isWanted);

/** A little more than what changed: a node whose markup changed starts at the range. */
function widened(change: Change, doc: Node): { from: number; to: number } {
  return {
    from: Math.max(0, change.from - 1),
    to: Math.min(doc.content.size, change.toNew + 1),
  };
}

export interface Tracking {
  nodes: readonly Tracked[];
  /** Index in `nodes` of the first that was read again. */
  at: number;
  gone: readonly Tracked[];
  fresh: readonly Tracked[];
  /** The range that was read again. */
  range: { from: number; to: number };
}

/** Follows a transaction. */
export function follow(tracked: readonly Tracked[], tr: Transaction, isWanted: IsWanted): Tracking {
  const change = changeOf(tr);
  if (!change) return { nodes: tracked, at: 0, gone: [], fresh: [], range: { from: 0, to: 0 } };
  const range = widened(change, tr.doc);
  const { from, to } = range;
  const shift = change.toNew - change.toOld;
  const at = firstIndex(tracked, (it) => it.pos + it.node.nodeSize > from);
  const end = Math.max(
    at,
    firstIndex(tracked, (it) => it.pos >= to - shift),
  );
  const fresh = collect(tr.doc, from, to, isWanted);
  const rest = tracked.slice(end);
  const moved = shift === 0 ? rest : rest.map(({ pos, node }) => ({ pos: pos + shift, node }));
  const nodes = [...tracked.slice(0, at), ...fresh, ...moved];
  return { nodes, at, gone: tracked.slice(at, end), fresh, range };
}

/** The first index that passes; those after it pass too, as nodes stand in document order. */
function firstIndex(tracked: readonly Tracked[], passes: (it: Tracked) => boolean): number {
  let [low, high] = [0, tracked.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const it = tracked[middle];
    if (it && passes(it)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Whether nodes came, went or differ as `isSame` sees it; positions do not count. */
export function isChanged(
  { gone, fresh }: Tracking,
  isSame: (before: Node, now: Node) => boolean = (before, now) => before === now,
): boolean {
  if (gone.length !== fresh.length) return true;
  return gone.some(({ node }, index) => {
    const now = fresh[index]?.node;
    return !now || !isSame(node, now);
  });
}
