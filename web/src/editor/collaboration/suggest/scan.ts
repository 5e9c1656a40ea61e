/**
 * What a document holds of suggestions and comments. Every block is read once: blocks are values,
 * so what was found in one stays true, and a key costs only the block that it changed.
 */
import type { Mark, Node } from '@tiptap/pm/model';
import { changeOf, findMark, lookOf, nodeStamp, stampOf, type Stamp } from './stamps';

export type PieceKind = 'insert' | 'delete' | 'format' | 'style';

export interface Piece extends Stamp {
  kind: PieceKind;
  from: number;
  to: number;
  /** The text, empty for ends of paragraphs; `object` names what is no text. */
  text: string;
  object: string | null;
  /** Names of the marks or attributes that change. */
  changed: string[];
}

export interface Anchor {
  id: string;
  from: number;
  to: number;
  text: string;
}

interface Scan {
  pieces: Piece[];
  anchors: Anchor[];
}

const scans = new WeakMap<Node, Scan>();

function changedLook(marks: readonly Mark[]): string[] {
  const before = (findMark(marks, 'formatting')?.attrs.before ?? []) as { type: string }[];
  const now = lookOf(marks).map((it) => it.toJSON() as { type: string });
  const differs = (a: { type: string }[], b: { type: string }[]) =>
    a.filter((it) => !b.some((other) => JSON.stringify(other) === JSON.stringify(it)));
  return [...new Set([...differs(now, before), ...differs(before, now)].map((it) => it.type))];
}

function scanText(node: Node, from: number, scan: Scan): void {
  const place = { from, to: from + node.nodeSize, text: node.text ?? '', object: null };
  const add = (name: string, kind: PieceKind, changed: string[] = []) => {
    const mark = findMark(node.marks, name);
    if (mark) scan.pieces.push({ ...stampOf(mark.attrs), ...place, kind, changed });
  };
  add('insertion', 'insert');
  add('deletion', 'delete');
  add('formatting', 'format', changedLook(node.marks));
  for (const mark of node.marks) {
    if (mark.type.name === 'comment')
      scan.anchors.push({ id: String(mark.attrs.id), from, to: place.to, text: place.text });
  }
}

function scanNode(node: Node, from: number, scan: Scan): void {
  const isParagraph = node.type.name === 'paragraph';
  const stamp = nodeStamp(node);
  const to = from + node.nodeSize;
  const place = isParagraph ? { from: to - 1, to: to - 1 } : { from, to };
  const text = isParagraph ? '' : node.textContent;
  const object = isParagraph ? 'paragraph' : node.type.name;
  if (stamp)
    scan.pieces.push({ ...stampOf(stamp), ...place, kind: stamp.kind, text, object, changed: [] });
  const change = changeOf(node);
  if (change) {
    const changed = Object.keys(change.before);
    const own = { from: from + 1, to: to - 1, text: node.textContent, object };
    scan.pieces.push({ ...stampOf(change), ...own, kind: 'style', changed });
  }
  const comments = (node.attrs.comments ?? []) as string[];
  for (const id of comments) scan.anchors.push({ id, from, to, text: '' });
}

function scanBlock(block: Node): Scan {
  const known = scans.get(block);
  if (known) return known;
  const scan: Scan = { pieces: [], anchors: [] };
  if (!block.isLeaf) {
    block.descendants((node, pos) => {
      if (node.isText) scanText(node, pos + 1, scan);
      else scanNode(node, pos + 1, scan);
    });
  }
  scanNode(block, 0, scan);
  scans.set(block, scan);
  return scan;
}

/** All pieces of suggestions, in the order of the text. */
export function piecesOf(doc: Node): Piece[] {
  const found: Piece[] = [];
  doc.forEach((block, offset) => {
    for (const it of scanBlock(block).pieces)
      found.push({ ...it, from: it.from + offset, to: it.to + offset });
  });
  return found;
}

/** Where each comment thread is anchored; a thread's pieces are one anchor. */
export function anchorsOf(doc: Node): Map<string, Anchor> {
  const found = new Map<string, Anchor>();
  doc.forEach((block, offset) => {
    for (const it of scanBlock(block).anchors) {
      const known = found.get(it.id);
      const from = Math.min(known?.from ?? Infinity, it.from + offset);
      const text = (known?.text ?? '') + it.text;
      found.set(it.id, { id: it.id, from, to: it.to + offset, text });
    }
  });
  return found;
}

/** One suggestion as a person sees it. */
export interface Suggestion extends Stamp {
  from: number;
  to: number;
  inserted: string;
  deleted: string;
  /** Names of inserted and deleted objects: image, table row, paragraph. */
  insertedObjects: string[];
  deletedObjects: string[];
  /** Names of marks and of attributes that change. */
  formats: string[];
  styles: string[];
}

const LONGEST = 200;
const join = (text: string, more: string) => (text.length < LONGEST ? text + more : text);
const once = (all: string[], more: string[]) => [...new Set([...all, ...more])];

function take(suggestion: Suggestion, piece: Piece): void {
  const { kind, object, changed } = piece;
  suggestion.to = Math.max(suggestion.to, piece.to);
  const text = object === 'paragraph' ? '¶' : piece.text;
  if (kind === 'insert') suggestion.inserted = join(suggestion.inserted, text);
  if (kind === 'delete') suggestion.deleted = join(suggestion.deleted, text);
  if (object && kind === 'insert')
    suggestion.insertedObjects = once(suggestion.insertedObjects, [object]);
  if (object && kind === 'delete')
    suggestion.deletedObjects = once(suggestion.deletedObjects, [object]);
  if (kind === 'format') suggestion.formats = once(suggestion.formats, changed);
  if (kind === 'style') suggestion.styles = once(suggestion.styles, changed);
}

/** The suggestions of a document, in the order of their first piece. */
export function suggestionsOf(doc: Node): Suggestion[] {
  const found = new Map<string, Suggestion>();
  for (const piece of piecesOf(doc)) {
    const { id, by, at, from, to } = piece;
    const blank = { inserted: '', deleted: '', insertedObjects: [], deletedObjects: [] };
    const known = found.get(id) ?? { id, by, at, from, to, ...blank, formats: [], styles: [] };
    take(known, piece);
    found.set(id, known);
  }
  return [...found.values()];
}
