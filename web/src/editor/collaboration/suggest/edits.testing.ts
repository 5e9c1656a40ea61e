/**
 * Random edits for the tests of suggestions. An edit speaks of the document as it reads when all
 * is accepted, and is carried out in the plain document and in the one with suggestions.
 */
import { getSchema } from '@tiptap/core';
import { Fragment, Slice, type Node } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import fc from 'fast-check';
import { schemaExtensions } from '@/editor/document/schema';
import { nodeStamp, plainAttrs, tokenStamp } from './stamps';
import { Unsuggestable } from './policy';
import { transformed } from './transform';

export const schema = getSchema(schemaExtensions());

/** A piece of the document that is there once all is accepted. */
interface Live {
  from: number;
  to: number;
  kind: 'char' | 'atom' | 'break' | 'block';
}

interface Lives {
  leaves: Live[];
  /** Rows of tables, blocks of the top level: the whole node. */
  rows: { from: number; to: number; node: Node }[];
}

function collect(node: Node, pos: number, found: Lives): void {
  const isDead = nodeStamp(node)?.kind === 'delete';
  if (node.isText) {
    let from = pos;
    for (const text of node.text ?? '') {
      const token = {
        kind: 'text',
        pos: from,
        size: text.length,
        text,
        marks: node.marks,
      } as const;
      if (!tokenStamp(token, 'delete'))
        found.leaves.push({ from, to: from + text.length, kind: 'char' });
      from += text.length;
    }
    return;
  }
  if (isDead && node.type.name !== 'paragraph') return;
  if (node.type.name === 'tableRow') found.rows.push({ from: pos, to: pos + node.nodeSize, node });
  if (node.isLeaf && node.type.name !== 'paragraph') {
    const kind = node.isInline ? 'atom' : 'block';
    found.leaves.push({ from: pos, to: pos + node.nodeSize, kind });
    return;
  }
  node.forEach((child, offset) => collect(child, pos + 1 + offset, found));
  const end = pos + node.nodeSize - 1;
  if (node.type.name === 'paragraph' && !isDead)
    found.leaves.push({ from: end, to: end + 1, kind: 'break' });
}

function livesOf(doc: Node): Lives {
  const found: Lives = { leaves: [], rows: [] };
  doc.forEach((child, offset) => collect(child, offset, found));
  return found;
}

/** One document seen through its live pieces. */
class Seen {
  private readonly lives: Lives;
  constructor(readonly doc: Node) {
    this.lives = livesOf(doc);
  }

  get count(): number {
    return this.lives.leaves.length;
  }

  get rows() {
    return this.lives.rows;
  }

  at(index: number): Live | undefined {
    return this.lives.leaves[index];
  }

  hasAtom(from: number, to: number): boolean {
    return this.lives.leaves.some((it) => it.kind === 'atom' && it.from >= from && it.to <= to);
  }

  /** The caret right before the piece. */
  before(index: number): number | null {
    const live = this.at(index);
    return live && live.kind !== 'block' ? live.from : null;
  }

  /** The start of the paragraph (its first part) that holds the piece, and its container. */
  head(index: number): { pos: number; container: Node; depth: number } | null {
    let start = index;
    while (start > 0 && !['break', 'block'].includes(this.at(start - 1)?.kind ?? '')) start -= 1;
    const live = this.at(index);
    const previous = this.at(start - 1);
    if (!live || live.kind === 'block') return null;
    const $live = this.doc.resolve(live.from);
    const container = $live.node($live.depth - 1);
    const begin = $live.start($live.depth - 1);
    if (!previous || previous.to <= begin) return this.firstIn(begin, $live.before(), container);
    return this.firstIn(previous.to, $live.before(), container);
  }

  /** The first paragraph from `from` on that is joined with the one at `upTo`. */
  private firstIn(from: number, upTo: number, container: Node) {
    let pos = from;
    const $from = this.doc.resolve(Math.min(from, upTo));
    if ($from.parent !== container) return null;
    let first = pos;
    while (pos < upTo) {
      const node = this.doc.nodeAt(pos);
      if (!node) return null;
      const isPart = node.type.name === 'paragraph';
      pos += node.nodeSize;
      if (!isPart) first = pos;
    }
    return { pos: first, container, depth: $from.depth };
  }
}

export type Edit = (seen: Seen, transaction: Transaction) => boolean;

const sameParent = (doc: Node, a: number, b: number): boolean => {
  const [$a, $b] = [doc.resolve(a), doc.resolve(b)];
  return $a.depth === $b.depth && $a.node($a.depth - 1) === $b.node($b.depth - 1);
};

/** Positions around the pieces `index` to `index + length - 1`. */
function span(seen: Seen, index: number, length: number): [number, number] | null {
  const from = seen.before(index);
  const to = seen.before(Math.min(index + length, seen.count - 1));
  if (from === null || to === null || to <= from) return null;
  return sameParent(seen.doc, from, to) ? [from, to] : null;
}

const paragraph = (text: string, attrs: object = {}) =>
  schema.node('paragraph', { ...attrs }, text ? [schema.text(text)] : []);

const cell = (text: string) => schema.node('tableCell', null, [paragraph(text)]);
const row = (text: string, cells: number) =>
  schema.node(
    'tableRow',
    null,
    Array.from({ length: cells }, () => cell(text)),
  );
const table = (text: string) => schema.node('table', null, [row(text, 2), row(text, 2)]);
const image = (width: number) => schema.node('image', { src: 'asset:1', width });

function done(transaction: Transaction): boolean {
  return transaction.docChanged;
}

const styles = [
  { style: 'heading1' },
  { style: 'normal', list: 'bullet', level: 1 },
  { align: 'center' },
  { list: null, style: 'quote' },
];

const marks = [
  schema.mark('bold'),
  schema.mark('link', { href: 'https://a.example' }),
  schema.mark('textColor', { color: '#ff0000' }),
];

const pick = fc.nat(1000);
const at = (seen: Seen, n: number) => n % seen.count;

const typing = fc
  .tuple(pick, fc.constantFrom('x', 'yz', '😀'))
  .map(([n, text]): Edit => (seen, tr) => {
    const pos = seen.before(at(seen, n));
    return pos !== null && done(tr.insert(pos, schema.text(text)));
  });

const deleting = fc
  .tuple(pick, fc.integer({ min: 1, max: 7 }))
  .map(([n, length]): Edit => (seen, tr) => {
    const range = span(seen, at(seen, n), length);
    return range !== null && done(tr.delete(...range));
  });

const replacing = fc
  .tuple(pick, fc.integer({ min: 1, max: 5 }))
  .map(([n, length]): Edit => (seen, tr) => {
    const range = span(seen, at(seen, n), length);
    return range !== null && done(tr.replaceWith(...range, schema.text('new')));
  });

/** The new paragraph looks like the whole one does, not like the joined part of it. */
const splitting = fc.tuple(pick, fc.boolean()).map(([n, isReset]): Edit => (seen, tr) => {
  const pos = seen.before(at(seen, n));
  const head = seen.head(at(seen, n));
  const type = schema.nodes.paragraph;
  if (pos === null || !head || !type || tr.doc.resolve(pos).parent.type !== type) return false;
  const attrs = isReset ? null : plainAttrs(tr.doc.nodeAt(head.pos)?.attrs ?? {});
  return done(tr.split(pos, 1, [{ type, attrs }]));
});

const joining = pick.map((n): Edit => (seen, tr) => {
  const live = seen.at(at(seen, n));
  if (live?.kind !== 'break') return false;
  const after = tr.doc.resolve(live.to).nodeAfter;
  return after?.type.name === 'paragraph' && done(tr.join(live.to));
});

const styling = fc.tuple(pick, fc.constantFrom(...styles)).map(([n, attrs]): Edit => (seen, tr) => {
  const head = seen.head(at(seen, n));
  const node = head && tr.doc.nodeAt(head.pos);
  if (!head || node?.type.name !== 'paragraph') return false;
  return done(tr.setNodeMarkup(head.pos, null, { ...node.attrs, ...attrs }));
});

const marking = fc
  .tuple(pick, fc.integer({ min: 1, max: 8 }), fc.constantFrom(...marks), fc.boolean())
  .map(([n, length, mark, isAdded]): Edit => (seen, tr) => {
    const range = span(seen, at(seen, n), length);
    // Yjs stores no marks of objects, so nothing depends on them.
    if (!range || seen.hasAtom(...range)) return false;
    return done(isAdded ? tr.addMark(...range, mark) : tr.removeMark(...range, mark.type));
  });

const picturing = fc
  .tuple(pick, fc.integer({ min: 10, max: 20 }))
  .map(([n, width]): Edit => (seen, tr) => {
    const live = seen.at(at(seen, n));
    const pos = seen.before(at(seen, n));
    if (pos === null || tr.doc.resolve(pos).parent.type.name !== 'paragraph') return false;
    const node = live?.kind === 'atom' ? tr.doc.nodeAt(pos) : null;
    if (node?.type.name === 'image')
      return done(tr.setNodeMarkup(pos, null, { ...node.attrs, width }));
    return done(tr.insert(pos, image(width)));
  });

const inserting = fc
  .tuple(pick, fc.constantFrom('table', 'rule', 'paragraph', 'two'))
  .map(([n, what]): Edit => (seen, tr) => {
    const live = seen.at(at(seen, n));
    if (live?.kind !== 'break' || tr.doc.resolve(live.to).depth > 0) return false;
    const node = {
      table: [table('t')],
      rule: [schema.node('horizontalRule')],
      paragraph: [paragraph('ins', { style: 'heading2' })],
      two: [paragraph('one'), paragraph('', { align: 'right' })],
    }[what];
    return done(tr.insert(live.to, Fragment.from(node)));
  });

const pasting = fc
  .tuple(pick, fc.integer({ min: 0, max: 4 }))
  .map(([n, length]): Edit => (seen, tr) => {
    const range = span(seen, at(seen, n), length) ?? null;
    if (!range || tr.doc.resolve(range[0]).parent.type.name !== 'paragraph') return false;
    const content = Fragment.from([paragraph('p1', { style: 'heading3' }), paragraph('p2')]);
    return done(tr.replace(...range, new Slice(content, 1, 1)));
  });

const removingBlock = pick.map((n): Edit => (seen, tr) => {
  const index = at(seen, n);
  const live = seen.at(index);
  if (!live || (live.kind !== 'block' && live.kind !== 'break')) return false;
  const head = live.kind === 'block' ? { pos: live.from } : seen.head(index);
  if (!head || tr.doc.resolve(head.pos).depth > 0 || seen.count < 4) return false;
  if (head.pos === 0) return false;
  return done(tr.delete(head.pos, live.to));
});

const rowing = fc.tuple(pick, fc.boolean()).map(([n, isAdded]): Edit => (seen, tr) => {
  const found = seen.rows[n % Math.max(1, seen.rows.length)];
  if (!found) return false;
  if (isAdded) return done(tr.insert(found.to, row('r', found.node.childCount)));
  const $row = tr.doc.resolve(found.from);
  const siblings = seen.rows.filter((it) => tr.doc.resolve(it.from).parent === $row.parent);
  if (siblings.length < 2) return false;
  return done(tr.delete(found.from, found.to));
});

export const edits = fc.oneof(
  { weight: 5, arbitrary: typing },
  { weight: 5, arbitrary: deleting },
  { weight: 2, arbitrary: replacing },
  { weight: 4, arbitrary: splitting },
  { weight: 3, arbitrary: joining },
  { weight: 2, arbitrary: styling },
  { weight: 2, arbitrary: marking },
  { weight: 1, arbitrary: picturing },
  { weight: 2, arbitrary: inserting },
  { weight: 1, arbitrary: pasting },
  { weight: 1, arbitrary: removingBlock },
  { weight: 1, arbitrary: rowing },
);

export const original = schema.node('doc', null, [
  paragraph('Heading', { style: 'heading1' }),
  schema.node('paragraph', null, [
    schema.text('one '),
    schema.text('two', [schema.mark('bold')]),
    image(5),
    schema.text('😀 three'),
  ]),
  paragraph('item', { list: 'bullet', listId: 'l' }),
  paragraph(''),
  table('cell'),
  paragraph('after', { align: 'right' }),
  schema.node('horizontalRule'),
  paragraph('end'),
]);

/** The document after the edit; null when the edit does not apply to it. */
export function plainly(doc: Node, edit: Edit): Node | null {
  const state = EditorState.create({ doc });
  const { tr } = state;
  return edit(new Seen(doc), tr) ? tr.doc : null;
}

export function suggested(doc: Node, edit: Edit, author: string | null): Node | null {
  const state = EditorState.create({ doc });
  const { tr } = state;
  if (!edit(new Seen(doc), tr)) return null;
  try {
    return state.apply(transformed(state, tr, author)).doc;
  } catch (error) {
    if (error instanceof Unsuggestable) return null;
    throw error;
  }
}

export const liveCount = (doc: Node): number => new Seen(doc).count;
