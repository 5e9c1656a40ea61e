/**
 * Accepts and rejects suggestions. A break that goes joins its paragraph with the next one, which
 * loses its attributes; where no paragraph follows, an empty paragraph goes with its break.
 */
import { Fragment, type Mark, type Node, type Schema } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { replaceDifference } from '../binding';
import { attrsBefore, changeOf, findMark, nodeStamp, plainAttrs, stampOf } from './stamps';
import { withoutMark, type ChangeKind, type NodeStamp, type Stamp } from './stamps';
import { childrenOf, inlineTokens, InlineBuilder, isParagraph } from './tokens';

export type Verdict = 'accept' | 'reject' | 'keep';
export type Judge = (stamp: Stamp) => Verdict;

/** Marks transactions that settle suggestions, which are never suggestions themselves. */
export const SETTLES = 'suggestionsSettled';

const stays = (kind: ChangeKind, verdict: Verdict): boolean =>
  verdict === 'keep' || (kind === 'insert') === (verdict === 'accept');

function settledStamp(stamp: NodeStamp | null, judge: Judge): NodeStamp | null | 'gone' {
  if (!stamp) return null;
  const verdict = judge(stamp);
  if (!stays(stamp.kind, verdict)) return 'gone';
  return verdict === 'keep' ? stamp : null;
}

/** The marks of text that stays; null when it goes. */
function settledMarks(
  marks: readonly Mark[],
  judge: Judge,
  schema: Schema,
): readonly Mark[] | null {
  let left = marks;
  for (const [name, kind] of [['insertion', 'insert'] as const, ['deletion', 'delete'] as const]) {
    const mark = findMark(left, name);
    if (!mark) continue;
    const verdict = judge(stampOf(mark.attrs));
    if (!stays(kind, verdict)) return null;
    if (verdict !== 'keep') left = withoutMark(left, name);
  }
  const formatting = findMark(left, 'formatting');
  const verdict = formatting ? judge(stampOf(formatting.attrs)) : 'keep';
  if (!formatting || verdict === 'keep') return left;
  return verdict === 'accept' ? withoutMark(left, 'formatting') : marksBefore(left, schema);
}

function marksBefore(marks: readonly Mark[], schema: Schema): readonly Mark[] {
  const formatting = findMark(marks, 'formatting');
  const before = (formatting?.attrs.before ?? []) as { type: string }[];
  const kept = marks.filter((it) => ['comment', 'insertion', 'deletion'].includes(it.type.name));
  return before.reduce<readonly Mark[]>(
    (set, json) => schema.markFromJSON(json).addToSet(set),
    kept,
  );
}

function settledInline(content: Fragment, judge: Judge, schema: Schema, to: InlineBuilder): void {
  for (const token of inlineTokens(content, 0)) {
    if (token.kind === 'text') {
      const marks = settledMarks(token.marks, judge, schema);
      if (marks) to.addText(schema, token.text, marks);
    } else if (token.kind === 'atom') {
      const node = settledAtom(token.node, judge, schema);
      if (node) to.addNode(node);
    }
  }
}

function settledAtom(node: Node, judge: Judge, schema: Schema): Node | null {
  const stamp = settledStamp(nodeStamp(node), judge);
  if (stamp === 'gone') return null;
  const inner = new InlineBuilder();
  settledInline(node.content, judge, schema, inner);
  const attrs = 'suggestion' in node.attrs ? { ...node.attrs, suggestion: stamp } : node.attrs;
  return node.type.create(attrs, inner.take(schema), node.marks);
}

function settledTable(table: Node, judge: Judge, schema: Schema): Node | null {
  const rows = childrenOf(table).flatMap((row) => {
    const suggestion = settledStamp(nodeStamp(row), judge);
    if (suggestion === 'gone') return [];
    const cells = childrenOf(row).map((cell) =>
      cell.copy(Fragment.fromArray(settledBlocks(childrenOf(cell), judge, schema))),
    );
    return [row.type.create({ ...row.attrs, suggestion }, cells)];
  });
  return rows.length > 0 ? table.copy(Fragment.fromArray(rows)) : null;
}

function settledAttrs(node: Node, judge: Judge): Record<string, unknown> {
  const change = changeOf(node);
  const verdict = change ? judge(change) : 'keep';
  if (verdict === 'reject') return { ...attrsBefore(node), change: null };
  return { ...plainAttrs(node.attrs), change: verdict === 'keep' ? change : null };
}

/** Gathers the inline content of paragraphs that become one, and closes them. */
class Paragraphs {
  readonly settled: Node[] = [];
  readonly inline = new InlineBuilder();
  /** The attributes of the first of the paragraphs that become one. */
  open: Record<string, unknown> | null = null;

  constructor(private readonly schema: Schema) {}

  close(stamp: NodeStamp | null): void {
    const { paragraph } = this.schema.nodes;
    const content = this.inline.take(this.schema);
    if (paragraph) this.settled.push(paragraph.create({ ...this.open, break: stamp }, content));
    this.open = null;
  }

  /** No paragraph follows: what is left of this one stays, an empty one goes. */
  end(): void {
    if (!this.inline.isEmpty) this.close(null);
  }
}

function settleBlock(node: Node, judge: Judge, schema: Schema): Node | null {
  const isTable = node.type.name === 'table';
  return isTable ? settledTable(node, judge, schema) : settledAtom(node, judge, schema);
}

function settledRun(blocks: readonly Node[], judge: Judge, schema: Schema): Paragraphs {
  const run = new Paragraphs(schema);
  for (const node of blocks) {
    if (isParagraph(node)) {
      run.open ??= settledAttrs(node, judge);
      settledInline(node.content, judge, schema, run.inline);
      const stamp = settledStamp(nodeStamp(node), judge);
      if (stamp !== 'gone') run.close(stamp);
      continue;
    }
    const kept = settleBlock(node, judge, schema);
    if (!kept) continue;
    run.end();
    run.open = null;
    run.settled.push(kept);
  }
  run.end();
  return run;
}

/** All blocks of a container after the verdicts; at least one is left. */
function settledBlocks(blocks: readonly Node[], judge: Judge, schema: Schema): Node[] {
  const run = settledRun(blocks, judge, schema);
  if (run.settled.length === 0) run.close(null);
  return run.settled;
}

/** Whether a block holds a suggestion that is judged. */
function isConcerned(node: Node, judge: Judge): boolean {
  const isJudged = (stamp: Stamp | null) => stamp !== null && judge(stamp) !== 'keep';
  if (isJudged(nodeStamp(node)) || isJudged(changeOf(node))) return true;
  const isMarked = node.marks.some((it) => 'by' in it.attrs && isJudged(stampOf(it.attrs)));
  return isMarked || childrenOf(node).some((child) => isConcerned(child, judge));
}

/** The transaction that carries the verdicts out; null when nothing is judged. */
export function settle(state: EditorState, judge: Judge): Transaction | null {
  const blocks = childrenOf(state.doc);
  const concerned = blocks.map((it) => isConcerned(it, judge));
  const first = concerned.indexOf(true);
  if (first === -1) return null;
  const isJoined = (node: Node | undefined) =>
    node !== undefined && settledStamp(nodeStamp(node), judge) === 'gone';
  let end = concerned.lastIndexOf(true) + 1;
  while (end < blocks.length && isJoined(blocks[end - 1])) end += 1;
  const isWhole = end - first === blocks.length;
  const concernedBlocks = blocks.slice(first, end);
  const settled = isWhole
    ? settledBlocks(concernedBlocks, judge, state.schema)
    : settledRun(concernedBlocks, judge, state.schema).settled;
  const nodes = [...blocks.slice(0, first), ...settled, ...blocks.slice(end)];
  const transaction = replaceDifference(state.tr, Fragment.fromArray(nodes));
  return transaction.setMeta(SETTLES, true);
}

const everything =
  (verdict: Verdict): Judge =>
  () =>
    verdict;

/** A document with all suggestions accepted or rejected. */
export const settledDoc = (doc: Node, verdict: 'accept' | 'reject'): Node =>
  doc.copy(
    Fragment.fromArray(settledBlocks(childrenOf(doc), everything(verdict), doc.type.schema)),
  );
