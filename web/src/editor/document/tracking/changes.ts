/**
 * What a transaction changed, as one range, found by comparing the documents: unchanged nodes are
 * the same objects, so this costs a pointer comparison per block, whatever the steps look like (a
 * remote change may replace the whole content, and attribute steps map nothing).
 */
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';

export interface Change {
  from: number;
  /** Where the changed range ended before, and ends now. */
  toOld: number;
  toNew: number;
}

const known = new WeakMap<Node, { before: Node; change: Change | null }>();

function compare(before: Node, now: Node): Change | null {
  const from = before.content.findDiffStart(now.content);
  if (from === null) return null;
  const end = before.content.findDiffEnd(now.content);
  if (!end) return null;
  // Repeated content can match from both sides: the ends may not pass the start.
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  return { from, toOld: end.a + overlap, toNew: end.b + overlap };
}

/** What is different between two documents; null when nothing is. */
export function changeBetween(before: Node, now: Node): Change | null {
  if (before === now) return null;
  const cached = known.get(now);
  if (cached?.before === before) return cached.change;
  const change = compare(before, now);
  known.set(now, { before, change });
  return change;
}

export const changeOf = (tr: Transaction): Change | null => changeBetween(tr.before, tr.doc);

/** A position after the change; those inside the changed range go to its end. */
export function mapThrough(change: Change, pos: number): number {
  if (pos <= change.from) return pos;
  return pos >= change.toOld ? pos + change.toNew - change.toOld : change.toNew;
}
