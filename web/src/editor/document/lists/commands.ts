/** Commands that make, change and indent lists. */
import { Extension } from '@tiptap/core';
import type { Node, NodeType } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import {
  attrsOf,
  changeParagraphs,
  selectedParagraphs,
  writeAttrs,
  type Found,
} from '../commands/paragraphs';
import type { ListKind, ParagraphAttrs } from '../schema/attributes';
import { LEVEL_INDENT, MAX_LEVEL, newListId } from './model';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentLists: {
      /** Makes the selected paragraphs a list of this kind, or plain ones when all are. */
      toggleList: (kind: ListKind) => ReturnType;
      /** A bullet, or a number format such as `upper-roman`, for this level of the list. */
      setListMarker: (marker: string) => ReturnType;
      /** Numbers the paragraph at the cursor with this; null continues. */
      setListStart: (start: number | null) => ReturnType;
      /** One level down in a list, half an inch in elsewhere. */
      indentMore: () => ReturnType;
      indentLess: () => ReturnType;
      toggleChecked: () => ReturnType;
    };
  }
}

const isListKind = (kind: unknown): kind is ListKind =>
  kind === 'bullet' || kind === 'ordered' || kind === 'check';

export const noList: Partial<ParagraphAttrs> = {
  list: null,
  level: 0,
  listId: null,
  marker: null,
  start: null,
  checked: null,
};

interface Sibling {
  pos: number;
  node: Node;
}

/** The neighbours of a paragraph in one direction, nearest first, while they are paragraphs. */
export function* siblings(doc: Node, pos: number, direction: -1 | 1): Generator<Sibling> {
  const $pos = doc.resolve(pos);
  const parent = $pos.parent;
  let index = $pos.index() + direction;
  let at = pos;
  for (; index >= 0 && index < parent.childCount; index += direction) {
    const node = parent.child(index);
    at += direction === 1 ? parent.child(index - 1).nodeSize : -node.nodeSize;
    if (node.type.name !== 'paragraph') return;
    yield { pos: at, node };
  }
}

/** The list next to these paragraphs that they join: the one above, else the one below. */
function neighbourList(doc: Node, found: readonly Found[], kind: ListKind): string | null {
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return null;
  for (const [pos, direction] of [[first.pos, -1] as const, [last.pos, 1] as const]) {
    const next = siblings(doc, pos, direction).next().value;
    if (next && attrsOf(next.node).list === kind) return attrsOf(next.node).listId;
  }
  return null;
}

/** All paragraphs of the list around, on the same level, that follow one another. */
function sameLevel(tr: Transaction, found: Found): Found[] {
  const { listId, level, list } = found.attrs;
  const all = [found];
  for (const direction of [-1, 1] as const) {
    for (const { pos, node } of siblings(tr.doc, found.pos, direction)) {
      const attrs = attrsOf(node);
      if (attrs.list === null || attrs.listId !== listId) break;
      if (attrs.level < level) break;
      if (attrs.level === level && attrs.list === list) all.push({ pos, node, attrs });
    }
  }
  return all;
}

function toggleList(tr: Transaction, kind: ListKind): boolean {
  const found = selectedParagraphs(tr);
  if (found.length === 0) return false;
  if (found.every((it) => it.attrs.list === kind)) return changeParagraphs(tr, noList);
  const [only] = found;
  const isWithin = found.length === 1 && only?.attrs.list;
  const listId = neighbourList(tr.doc, found, kind) ?? newListId();
  for (const it of isWithin && only ? sameLevel(tr, only) : found) {
    writeAttrs(tr, it, {
      list: kind,
      listId: it.attrs.listId ?? listId,
      marker: null,
      checked: kind === 'check' ? false : null,
      ...(it.attrs.list ? {} : { level: 0, indent: 0, firstLine: 0 }),
    });
  }
  return true;
}

function setMarker(tr: Transaction, marker: string): boolean {
  const lists = selectedParagraphs(tr).filter((it) => it.attrs.list);
  for (const it of lists.flatMap((one) => sameLevel(tr, one))) writeAttrs(tr, it, { marker });
  return lists.length > 0;
}

const LOOK_BACK = 60;

/** The marker that this list uses on a level, as far as one can be seen nearby. */
function markerOn(tr: Transaction, { pos, attrs }: Found, level: number): string | null {
  let left = LOOK_BACK;
  for (const { node } of siblings(tr.doc, pos, -1)) {
    const it = attrsOf(node);
    if ((left -= 1) === 0) break;
    if (it.listId === attrs.listId && it.level === level && it.list === attrs.list) {
      return it.marker;
    }
  }
  return null;
}

function indent(tr: Transaction, by: 1 | -1): boolean {
  return changeParagraphs(tr, (found) => {
    const { list, level, indent: points } = found.attrs;
    if (!list) return { indent: Math.max(0, points + by * LEVEL_INDENT) };
    const next = Math.min(MAX_LEVEL, Math.max(0, level + by));
    return next === level ? {} : { level: next, marker: markerOn(tr, found, next) };
  });
}

export const ListCommands = Extension.create({
  name: 'documentLists',
  addCommands: () => ({
    // Tiptap's own command of this name takes any node type.
    toggleList:
      (kind: ListKind | string | NodeType) =>
      ({ tr }) =>
        isListKind(kind) && toggleList(tr, kind),
    setListMarker:
      (marker) =>
      ({ tr }) =>
        setMarker(tr, marker),
    setListStart:
      (start) =>
      ({ tr }) =>
        changeParagraphs(tr, ({ attrs }) => (attrs.list === 'ordered' ? { start } : {})),
    indentMore:
      () =>
      ({ tr }) =>
        indent(tr, 1),
    indentLess:
      () =>
      ({ tr }) =>
        indent(tr, -1),
    toggleChecked:
      () =>
      ({ tr }) =>
        changeParagraphs(tr, ({ attrs }) =>
          attrs.list === 'check' ? { checked: !attrs.checked } : {},
        ),
  }),
});
