/**
 * Labels of tracked nodes (numbers of list items, of footnotes) as node decorations. Only those
 * whose label differs are replaced, so that the browser redraws nothing else.
 */
import type { Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Tracked, Tracking } from './nodes';

export interface Labelled {
  nodes: readonly Tracked[];
  /** One for each node; empty for none. */
  labels: readonly string[];
  decorations: DecorationSet;
}

const decorate = ({ pos, node }: Tracked, label: string) =>
  Decoration.node(pos, pos + node.nodeSize, { 'data-label': label }, { label });

/** Decorations for all labels, for a document just opened. */
export function allLabels(
  doc: Transaction['doc'],
  nodes: readonly Tracked[],
  labels: readonly string[],
): DecorationSet {
  const wanted = nodes.flatMap((it, index) => {
    const label = labels[index];
    return label ? [decorate(it, label)] : [];
  });
  return DecorationSet.create(doc, wanted);
}

/** The nodes whose label differs from before; those read again count always. */
function differing(before: Labelled, tracking: Tracking, labels: readonly string[]): number[] {
  const { at, gone, fresh } = tracking;
  const found: number[] = [];
  for (let index = 0; index < labels.length; index += 1) {
    const isFresh = index >= at && index < at + fresh.length;
    const old = index < at ? index : index - fresh.length + gone.length;
    if (isFresh || before.labels[old] !== labels[index]) found.push(index);
  }
  return found;
}

/** Labels of what is no longer tracked, which the mapping kept. */
function orphans({ fresh, range }: Tracking, mapped: DecorationSet): Decoration[] {
  const known = new Set(fresh.map((it) => it.pos));
  const isWithin = ({ from }: Decoration) => from >= range.from && from < range.to;
  return mapped.find(range.from, range.to).filter((it) => isWithin(it) && !known.has(it.from));
}

/** The decorations after a transaction that gave these labels. */
export function relabel(
  before: Labelled,
  tr: Transaction,
  tracking: Tracking,
  labels: readonly string[],
): DecorationSet {
  const mapped = before.decorations.map(tr.mapping, tr.doc);
  const isUntouched = tracking.fresh.length === 0 && tracking.gone.length === 0;
  if (isUntouched && labels === before.labels) return mapped;
  const standing = new Map(mapped.find().map((it) => [it.from, it]));
  const added: Decoration[] = [];
  const removed = orphans(tracking, mapped);
  for (const index of differing(before, tracking, labels)) {
    const it = tracking.nodes[index];
    const label = labels[index] ?? '';
    const old = it && standing.get(it.pos);
    if (!it || (old?.spec as { label?: string } | undefined)?.label === label) continue;
    if (old) removed.push(old);
    if (label) added.push(decorate(it, label));
  }
  return mapped.remove(removed).add(tr.doc, added);
}
