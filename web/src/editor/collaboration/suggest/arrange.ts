/**
 * Puts what a change removed and added into one sequence with what stayed, such that it is again
 * a sequence of blocks: no block inside a paragraph, a break at the end of each paragraph.
 */
import { isBoundary, type Token } from './tokens';
import { fateOf, type Policy } from './policy';

/** A token before (`old`) and after (`next`) the change; neither: a break that had to be made. */
export interface Item {
  old: Token | null;
  next: Token | null;
}

export const isKept = (item: Item | undefined): boolean =>
  item !== undefined && item.old !== null && item.next !== null;

const isRemoved = (item: Item | undefined): boolean =>
  item !== undefined && item.old !== null && item.next === null;

const isAdded = (item: Item | undefined): boolean =>
  item !== undefined && item.next !== null && item.old === null;

export const kindOf = (item: Item): Token['kind'] => (item.next ?? item.old)?.kind ?? 'break';

/** Removed tokens stand before added ones. */
export function pairUp(before: readonly Token[], after: readonly Token[], matches: number[]) {
  const items: Item[] = [];
  let next = 0;
  const add = (end: number) => {
    for (; next < end; next += 1) items.push({ old: null, next: after[next] ?? null });
  };
  before.forEach((old, index) => {
    const match = matches[index] ?? -1;
    if (match === -1) return void items.push({ old, next: null });
    add(match);
    next = match + 1;
    items.push({ old, next: after[match] ?? null });
  });
  add(after.length);
  return sortGaps(items);
}

function sortGaps(items: Item[]): Item[] {
  const sorted: Item[] = [];
  let added: Item[] = [];
  for (const item of items) {
    if (isAdded(item)) added.push(item);
    else if (isRemoved(item)) sorted.push(item);
    else {
      sorted.push(...added, item);
      added = [];
    }
  }
  return [...sorted, ...added];
}

/** The end (exclusive) of the run of items that starts at `start`. */
function runEnd(items: Item[], start: number, isIn: (item: Item | undefined) => boolean): number {
  let end = start;
  while (isIn(items[end])) end += 1;
  return end;
}

/**
 * A removed paragraph can be told as "its text and its own break" or as "the break before it and
 * its text". The second leaves the paragraphs around as they are, so it is taken where possible;
 * an added paragraph before a table or at the end likewise.
 */
export function slide(items: Item[], policy: Policy): void {
  for (let start = 1; start < items.length; start += 1) {
    const anchor = items[start - 1];
    if (!anchor?.old || !anchor.next || anchor.old.kind !== 'break') continue;
    slideRemoved(items, start, policy);
    slideAdded(items, start);
  }
}

function slideRemoved(items: Item[], start: number, policy: Policy): void {
  const end = runEnd(items, start, isRemoved);
  const [anchor, last] = [items[start - 1], items[end - 1]];
  if (end === start || !anchor?.old || !last?.old || last.old.kind !== 'break') return;
  const hasBlock = items.slice(start, end).some((it) => kindOf(it) === 'block');
  if (hasBlock || fateOf(last.old, policy) !== 'mark') return;
  if (fateOf(anchor.old, policy) === 'keep') return;
  items[start - 1] = { old: anchor.old, next: null };
  items[end - 1] = { old: last.old, next: anchor.next };
}

function slideAdded(items: Item[], start: number): void {
  const end = runEnd(items, start, isAdded);
  const [anchor, last, following] = [items[start - 1], items[end - 1], items[end]];
  if (end === start || !anchor || !last || kindOf(last) !== 'break') return;
  if (following && kindOf(following) !== 'block') return;
  items[start - 1] = { old: null, next: anchor.next };
  items[end - 1] = { old: anchor.old, next: last.next };
}

/** Whether the items may stand after inline content (`isOpen`) or after a boundary. */
function openAfter(items: Item[], isOpen: boolean): boolean | 'unsound' {
  let open = isOpen;
  for (const item of items) {
    const kind = kindOf(item);
    if (kind === 'block' && open) return 'unsound';
    open = kind !== 'block' && kind !== 'break';
  }
  return open;
}

function inSoundOrder(gap: Item[], isOpen: boolean, following: Item | undefined): Item[] {
  const removed = gap.filter(isRemoved);
  const added = gap.filter(isAdded);
  const orders = [
    [...removed, ...added],
    [...added, ...removed],
  ];
  const rest: Item[] = following ? [following] : [];
  return orders.find((it) => openAfter([...it, ...rest], isOpen) !== 'unsound') ?? gap;
}

const MADE: Item = { old: null, next: null };

/** Order every gap soundly, and close paragraphs that nothing closes any more. */
export function makeSound(items: Item[]): Item[] {
  const sound: Item[] = [];
  let isOpen = false;
  const push = (item: Item) => {
    const kind = kindOf(item);
    if (kind === 'block' && isOpen) sound.push(MADE);
    sound.push(item);
    isOpen = kind !== 'block' && kind !== 'break';
  };
  for (let start = 0; start < items.length;) {
    const end = runEnd(items, start, (it) => it !== undefined && !isKept(it));
    inSoundOrder(items.slice(start, end), isOpen, items[end]).forEach(push);
    const kept = items[end];
    if (kept) push(kept);
    start = end + 1;
  }
  if (isOpen) sound.push(MADE);
  return sound;
}

/**
 * The item after whose boundary a paragraph started in the old (or the new) document, when
 * `boundary` is the item right before the paragraph: -1 for the container's start, null for none.
 */
export function startOf(items: Item[], boundary: number, side: 'old' | 'next'): number | null {
  let index = boundary;
  while (index >= 0) {
    const item = items[index];
    const token = item?.[side];
    if (token) return isBoundary(token) ? index : null;
    if (!item || kindOf(item) !== 'block') return null;
    index -= 1;
  }
  return -1;
}
