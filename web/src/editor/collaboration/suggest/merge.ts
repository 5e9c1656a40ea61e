/**
 * Merges a document and what a change made of it into one that holds both: what was removed is
 * marked as deleted, what was added as inserted. Invariants, tested with random edits: rejecting
 * all gives the document without the change, accepting all gives the changed one.
 */
import { Fragment, type Mark, type Node, type Schema } from '@tiptap/pm/model';
import type { Mapping } from '@tiptap/pm/transform';
import { align, isSameCell, isSameToken } from './align';
import { isKept, kindOf, makeSound, pairUp, slide, startOf, type Item } from './arrange';
import { leavesOf, type Leaf } from './leaves';
import { fateOf, ownStamp, Unsuggestable, type Policy } from './policy';
import { attrsBefore, changeOf, cleaned, differing, findMark, isStampMark } from './stamps';
import {
  lookOf,
  nodeStamp,
  plainAttrs,
  tokenStamp,
  withMark,
  withoutMark,
  type Stamp,
} from './stamps';
import { blockTokens, childrenOf, inlineTokens, InlineBuilder, type Token } from './tokens';

export interface Merged {
  nodes: Node[];
  leaves: Leaf[];
}

interface Placed {
  pos: number;
  node: Node;
}

type Out =
  | { kind: 'text'; text: string; marks: readonly Mark[] }
  | { kind: 'node'; node: Node }
  | { kind: 'break'; stamp: Stamp | null };

function placed(parent: Node, pos: number): Placed[] {
  const found: Placed[] = [];
  parent.forEach((node, offset) => void found.push({ node, pos: pos + 1 + offset }));
  return found;
}

export class Merge {
  private formatStamp: Stamp | null = null;
  private leaves: Leaf[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly mapping: Mapping,
    private readonly policy: Policy,
  ) {}

  run(before: Placed[], after: Placed[]): Merged {
    const nodes = this.blocks(before, after);
    return { nodes, leaves: this.leaves };
  }

  private blocks(before: Placed[], after: Placed[]): Node[] {
    const old = tokensOf(before);
    const next = tokensOf(after);
    const items = pairUp(old, next, align(old, next, this.mapping, this.isSame, this.isEqual));
    slide(items, this.policy);
    const sound = makeSound(this.withoutDropped(items));
    return this.paragraphs(sound, this.outs(sound), old, next);
  }

  /** Editing for real keeps a picture that was resized; suggesting tells it as replaced. */
  private readonly isSame = (a: Token, b: Token): boolean => {
    if (this.policy.author !== null || a.kind === 'text' || b.kind === 'text')
      return isSameToken(a, b);
    return a.node.type === b.node.type && a.kind === b.kind;
  };

  /** What is suggested to go is not what somebody wrote anew, though it reads the same. */
  private readonly isEqual = (a: Token, b: Token): boolean =>
    this.isSame(a, b) && !tokenStamp(a, 'delete') === !tokenStamp(b, 'delete');

  private withoutDropped(items: Item[]): Item[] {
    return items.filter(({ old, next }) => {
      if (old && !next) return fateOf(old, this.policy) !== 'drop';
      const isGone = next?.kind === 'text' && findMark(next.marks, 'deletion') !== undefined;
      return old !== null || !(isGone && this.policy.isMove);
    });
  }

  // ---- what each item becomes

  private outs(items: Item[]): (Out | null)[] {
    let stamp: Stamp | null = null;
    return items.map((item, index) => {
      if (isKept(item)) stamp = null;
      else stamp ??= this.stampFor(items, index);
      return this.out(item, stamp);
    });
  }

  /** Neighbouring changes of one author are one suggestion. */
  private stampFor(items: Item[], start: number): Stamp {
    const { author, newStamp } = this.policy;
    let own = ownStamp(items[start - 1]?.old, author);
    for (let index = start; !own && index < items.length; index += 1) {
      own = ownStamp(items[index]?.old, author);
      if (isKept(items[index])) break;
    }
    return own ?? newStamp();
  }

  private out({ old, next }: Item, stamp: Stamp | null): Out | null {
    if (old && next) return this.keptOut(old, next);
    if (!stamp) return null;
    if (old) return this.removedOut(old, stamp);
    return next ? this.addedOut(next, stamp) : this.madeOut(stamp);
  }

  private madeOut(stamp: Stamp): Out {
    this.leaves.push({ old: null, next: null });
    return { kind: 'break', stamp: this.policy.author === null ? null : insertStamp(stamp) };
  }

  private keptOut(old: Token, next: Token): Out | null {
    if (old.kind === 'text' && next.kind === 'text') {
      this.leaves.push({ old: rangeOf(old), next: rangeOf(next) });
      return { kind: 'text', text: next.text, marks: this.keptMarks(old.marks, next.marks) };
    }
    if (old.kind === 'text' || next.kind === 'text') return null;
    if (old.kind === 'break') {
      this.leaves.push({ old: rangeOf(old), next: rangeOf(next) });
      return { kind: 'break', stamp: nodeStamp(old.node) };
    }
    if (next.node.type.name === 'table')
      return { kind: 'node', node: this.table(old.node, old.pos, next.node, next.pos) };
    return { kind: 'node', node: this.keptNode(old, next) };
  }

  private keptNode(old: Placed, next: Placed): Node {
    const content = next.node.isLeaf ? null : this.inline(old, next);
    if (!content) this.leaves.push({ old: nodeRange(old), next: nodeRange(next) });
    const attrs = { ...next.node.attrs, suggestion: nodeStamp(old.node) };
    // Marks of objects are not stored, so their change is no suggestion.
    const { marks } = this.policy.author === null ? next.node : old.node;
    return next.node.type.create(attrs, content, marks);
  }

  /** Content of an inline node, such as a footnote. */
  private inline(before: Placed, after: Placed): Fragment {
    const old = inlineTokens(before.node.content, before.pos + 1);
    const next = inlineTokens(after.node.content, after.pos + 1);
    const pairs = pairUp(old, next, align(old, next, this.mapping, this.isSame, this.isEqual));
    const items = this.withoutDropped(pairs);
    const builder = new InlineBuilder();
    for (const out of this.outs(items)) {
      if (out?.kind === 'text') builder.addText(this.schema, out.text, out.marks);
      else if (out?.kind === 'node') builder.addNode(out.node);
    }
    return builder.take(this.schema);
  }

  private keptMarks(old: readonly Mark[], next: readonly Mark[]): readonly Mark[] {
    const look = lookOf(next);
    const isUnchanged = sameLook(lookOf(old), look);
    let marks = next.filter((it) => !isStampMark(it));
    for (const it of old) if (isStampMark(it)) marks = [...it.addToSet(marks)];
    const own = findMark(old, 'insertion')?.attrs.by === this.policy.author;
    if (this.policy.author === null || isUnchanged || own) return marks;
    const before: unknown =
      findMark(old, 'formatting')?.attrs.before ?? lookOf(old).map((it) => it.toJSON() as unknown);
    marks = [...withoutMark(marks, 'formatting')];
    const look0 = look.map((it) => it.toJSON() as unknown);
    if (JSON.stringify(before) === JSON.stringify(look0)) return marks;
    this.formatStamp ??= this.policy.newStamp();
    return withMark(marks, this.schema, 'formatting', { ...this.formatStamp, before });
  }

  private removedOut(token: Token, stamp: Stamp): Out | null {
    const isMarked = fateOf(token, this.policy) === 'mark';
    if (token.kind === 'text') {
      this.leaves.push({ old: rangeOf(token), next: null });
      const marks = isMarked ? withMark(token.marks, this.schema, 'deletion', stamp) : token.marks;
      return { kind: 'text', text: token.text, marks };
    }
    if (token.kind === 'break') {
      this.leaves.push({ old: rangeOf(token), next: null });
      return { kind: 'break', stamp: isMarked ? deleteStamp(stamp) : nodeStamp(token.node) };
    }
    if (token.node.type.name === 'table') {
      const rows = placed(token.node, token.pos).flatMap((row) => this.removedRow(row, stamp));
      return { kind: 'node', node: token.node.copy(Fragment.from(rows)) };
    }
    this.leaves.push(...leavesOf(token.node, token.pos, 'old'));
    return { kind: 'node', node: isMarked ? stamped(token.node, deleteStamp(stamp)) : token.node };
  }

  private addedOut(token: Token, stamp: Stamp): Out {
    const isReal = this.policy.author === null;
    if (token.kind === 'text') {
      this.leaves.push({ old: null, next: rangeOf(token) });
      const clean = token.marks.filter((it) => !isStampMark(it));
      const marks = isReal ? clean : withMark(clean, this.schema, 'insertion', stamp);
      return { kind: 'text', text: token.text, marks };
    }
    if (token.kind === 'break') {
      this.leaves.push({ old: null, next: rangeOf(token) });
      return { kind: 'break', stamp: isReal ? null : insertStamp(stamp) };
    }
    this.leaves.push(...leavesOf(token.node, token.pos, 'next'));
    const node = cleaned(token.node);
    if (isReal) return { kind: 'node', node };
    if (node.type.name !== 'table')
      return { kind: 'node', node: stamped(node, insertStamp(stamp)) };
    const rows = childrenOf(node).map((row) => stamped(row, insertStamp(stamp)));
    return { kind: 'node', node: node.copy(Fragment.from(rows)) };
  }

  // ---- paragraphs and their attributes

  private paragraphs(items: Item[], outs: (Out | null)[], old: Token[], next: Token[]): Node[] {
    const nodes: Node[] = [];
    const inline = new InlineBuilder();
    let boundary = -1;
    outs.forEach((out, index) => {
      if (!out) return;
      if (out.kind === 'text') inline.addText(this.schema, out.text, out.marks);
      else if (out.kind === 'break') {
        const attrs = this.attrsFor(items, boundary, old, next);
        const paragraph = this.schema.nodes.paragraph;
        const content = inline.take(this.schema);
        if (paragraph) nodes.push(paragraph.create({ ...attrs, break: out.stamp }, content));
        boundary = index;
      } else if (kindOf(items[index] ?? { old: null, next: null }) === 'block') {
        nodes.push(out.node);
        boundary = index;
      } else inline.addNode(out.node);
    });
    return nodes;
  }

  /** The attributes of the paragraph after `boundary`: what it is to be, and what it was. */
  private attrsFor(items: Item[], boundary: number, old: Token[], next: Token[]) {
    const was = paragraphAfter(items, startOf(items, boundary, 'old'), 'old', old);
    const is = paragraphAfter(items, startOf(items, boundary, 'next'), 'next', next);
    if (!is) return was ? { ...was.attrs } : {};
    const target = plainAttrs(is.attrs);
    if (!was) return { ...target, change: null };
    const change = changeOf(was);
    const isUnchanged = differing(plainAttrs(was.attrs), target) === null;
    if (isUnchanged || this.policy.author === null) return { ...target, change };
    const isOwn = ownStamp(items[boundary]?.old, this.policy.author) !== null;
    const before = isOwn ? null : differing(attrsBefore(was), target);
    if (!before) return { ...target, change: null };
    this.formatStamp ??= this.policy.newStamp();
    return { ...target, change: { ...this.formatStamp, before } };
  }

  // ---- tables

  private table(before: Node, beforePos: number, after: Node, afterPos: number): Node {
    const isPlain = this.policy.author === null;
    if (!isPlain && differing(before.attrs, after.attrs)) throw new Unsuggestable();
    const [old, next] = [placed(before, beforePos), placed(after, afterPos)];
    const isSame = (a: Placed, b: Placed) => isPlain || a.node.childCount === b.node.childCount;
    const matches = align(old, next, this.mapping, isSame);
    const stamp = this.policy.newStamp();
    const rows: Node[] = [];
    let done = 0;
    const add = (end: number) => {
      for (const row of next.slice(done, end)) rows.push(this.addedRow(row, stamp));
      done = Math.max(done, end);
    };
    old.forEach((row, index) => {
      const match = next[matches[index] ?? -1];
      if (!match) return void rows.push(...this.removedRow(row, stamp));
      add(next.indexOf(match));
      done += 1;
      rows.push(this.row(row, match));
    });
    add(next.length);
    return after.type.create(after.attrs, rows);
  }

  private row(before: Placed, after: Placed): Node {
    const isPlain = this.policy.author === null;
    const [old, next] = [placed(before.node, before.pos), placed(after.node, after.pos)];
    const isSame = old.length === next.length && old.every((it, i) => fits(it, next[i], isPlain));
    const heights = [before.node.attrs.height, after.node.attrs.height];
    if (!isPlain && (!isSame || heights[0] !== heights[1])) throw new Unsuggestable();
    if (!isSame) this.leaves.push(...leavesOf(after.node, after.pos, 'next'));
    const cells = isSame
      ? next.map((cell, i) => this.cell(old[i] ?? cell, cell))
      : childrenOf(after.node);
    const attrs = { ...after.node.attrs, suggestion: nodeStamp(before.node) };
    return after.node.type.create(attrs, cells);
  }

  private cell(before: Placed, after: Placed): Node {
    const content = this.blocks(placed(before.node, before.pos), placed(after.node, after.pos));
    return after.node.copy(Fragment.from(content));
  }

  private removedRow(row: Placed, stamp: Stamp): Node[] {
    const known = nodeStamp(row.node);
    if (this.policy.author === null || known?.kind === 'insert') return [];
    this.leaves.push(...leavesOf(row.node, row.pos, 'old'));
    return [known ? row.node : stamped(row.node, deleteStamp(stamp))];
  }

  private addedRow(row: Placed, stamp: Stamp): Node {
    this.leaves.push(...leavesOf(row.node, row.pos, 'next'));
    const node = cleaned(row.node);
    return this.policy.author === null ? node : stamped(node, insertStamp(stamp));
  }
}

const insertStamp = ({ id, by, at }: Stamp) => ({ kind: 'insert' as const, id, by, at });
const deleteStamp = ({ id, by, at }: Stamp) => ({ kind: 'delete' as const, id, by, at });

const stamped = (node: Node, suggestion: Stamp): Node =>
  node.type.create({ ...node.attrs, suggestion }, node.content, node.marks);

const rangeOf = ({ pos, size }: Token) => ({ from: pos, to: pos + size });

const nodeRange = ({ pos, node }: Placed) => ({ from: pos, to: pos + node.nodeSize });

const fits = (a: Placed, b: Placed | undefined, isAnyLook: boolean): boolean =>
  b !== undefined && (isAnyLook || isSameCell(a, b));

const sameLook = (a: readonly Mark[], b: readonly Mark[]): boolean =>
  a.length === b.length && a.every((it, index) => b[index]?.eq(it));

const tokensOf = (blocks: Placed[]): Token[] =>
  blockTokens(
    blocks.map((it) => it.node),
    blocks[0]?.pos ?? 0,
  );

/** The paragraph that starts after the token of an item (-1: first of all) on one side. */
function paragraphAfter(
  items: Item[],
  start: number | null,
  side: 'old' | 'next',
  tokens: Token[],
): Node | null {
  if (start === null) return null;
  const token = start === -1 ? null : items[start]?.[side];
  for (let index = token ? placeOf(token, tokens) + 1 : 0; index < tokens.length; index += 1) {
    const it = tokens[index];
    if (it?.kind === 'break') return it.node;
    if (it?.kind === 'block') return null;
  }
  return null;
}

/** Tokens are sorted by position, so the place of one is found by halving. */
function placeOf(token: Token, tokens: Token[]): number {
  let [low, high] = [0, tokens.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.pos ?? 0) < token.pos) low = middle + 1;
    else high = middle;
  }
  return low;
}
