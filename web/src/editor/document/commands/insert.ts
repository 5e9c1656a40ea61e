/** Commands that put something new at the cursor. */
import { Extension } from '@tiptap/core';
import { Fragment, type Attrs, type Node } from '@tiptap/pm/model';
import { NodeSelection, Selection, TextSelection, type Transaction } from '@tiptap/pm/state';
import { showPopover } from '../menus/popover';
import type { ImageWrap } from '../schema/attributes';

export interface InsertedImage {
  src: string;
  alt?: string;
  width?: number | null;
  height?: number | null;
  wrap?: ImageWrap;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentInsert: {
      /** A picture that is stored already (`asset:<id>`); files go through `uploadImages`. */
      insertImage: (image: InsertedImage) => ReturnType;
      /** Rows include the header row, if there is one. */
      insertTable: (size: { rows: number; columns: number; header?: boolean }) => ReturnType;
      insertEquation: (latex?: string, isDisplay?: boolean) => ReturnType;
      insertFootnote: (text?: string) => ReturnType;
      insertPageBreak: () => ReturnType;
      insertRule: () => ReturnType;
      insertTableOfContents: (depth?: number) => ReturnType;
      insertMention: (mention: { kind: string; ref: string; label: string }) => ReturnType;
      insertField: (kind: string) => ReturnType;
      insertLineBreak: () => ReturnType;
    };
  }
}

export const create = (doc: Node, name: string, attrs?: Attrs, content?: Fragment): Node => {
  const type = doc.type.schema.nodes[name];
  if (!type) throw new RangeError(`no node ${name}`);
  return type.create(attrs ?? null, content);
};

/** Puts something in the line; marks go on for what is typed after it. */
export function insertInline(tr: Transaction, node: Node): boolean {
  const { $from } = tr.selection;
  if (!$from.parent.inlineContent) return false;
  if (!$from.parent.type.contentMatch.matchType(node.type)) return false;
  const marks = tr.storedMarks ?? $from.marks();
  tr.replaceSelectionWith(node.mark(marks), false).scrollIntoView();
  tr.setStoredMarks(marks);
  return true;
}

/**
 * Puts a block at the cursor: instead of an empty paragraph, else in the middle of a split one.
 * The cursor goes to the text after it, which is made when there is none.
 */
export function insertBlock(tr: Transaction, block: Node): number | null {
  if (!tr.selection.empty) tr.deleteSelection();
  const { $from } = tr.selection;
  const depth = $from.depth;
  if (depth === 0 || $from.parent.type.name !== 'paragraph') return null;
  const isEmpty = $from.parent.content.size === 0 && !$from.parent.attrs.list;
  let pos = $from.before();
  if (isEmpty) {
    tr.replaceWith(pos, $from.after(), block);
  } else {
    if ($from.parentOffset === $from.parent.content.size) pos = $from.after();
    else if ($from.parentOffset > 0) {
      tr.split($from.pos);
      pos = $from.pos + 1;
    }
    tr.insert(pos, block);
  }
  followWithText(tr, pos + block.nodeSize);
  tr.scrollIntoView();
  return pos;
}

function followWithText(tr: Transaction, after: number): void {
  const next = tr.doc.resolve(after).nodeAfter;
  if (next?.type.name !== 'paragraph') tr.insert(after, create(tr.doc, 'paragraph'));
  tr.setSelection(TextSelection.create(tr.doc, after + 1));
}

function tableOf(doc: Node, rows: number, columns: number, hasHeader: boolean): Node {
  const row = (isHeader: boolean) => {
    const name = isHeader ? 'tableHeader' : 'tableCell';
    const cells = Array.from({ length: columns }, () =>
      create(doc, name, undefined, Fragment.from(create(doc, 'paragraph'))),
    );
    return create(doc, 'tableRow', undefined, Fragment.from(cells));
  };
  const all = Array.from({ length: rows }, (_, index) => row(hasHeader && index === 0));
  return create(doc, 'table', undefined, Fragment.from(all));
}

function insertTable(tr: Transaction, rows: number, columns: number, hasHeader: boolean): boolean {
  const pos = insertBlock(tr, tableOf(tr.doc, rows, columns, hasHeader));
  if (pos === null) return false;
  tr.setSelection(Selection.near(tr.doc.resolve(pos + 3)));
  return true;
}

/** An equation without a formula asks for one. */
function insertEquation(tr: Transaction, latex: string, display: boolean): boolean {
  if (!insertInline(tr, create(tr.doc, 'equation', { latex, display }))) return false;
  const pos = tr.selection.from - 1;
  tr.setSelection(NodeSelection.create(tr.doc, pos));
  if (!latex) showPopover(tr, { kind: 'equation', from: pos, to: pos + 1 });
  return true;
}

function footnote(tr: Transaction, text: string): boolean {
  const { schema } = tr.doc.type;
  if (tr.selection.$from.parent.type.name !== 'paragraph') return false;
  if (!tr.selection.empty) tr.setSelection(TextSelection.create(tr.doc, tr.selection.to));
  const content = text ? Fragment.from(schema.text(text)) : Fragment.empty;
  return insertInline(tr, create(tr.doc, 'footnote', undefined, content));
}

const block = (tr: Transaction, name: string, attrs?: Attrs) =>
  insertBlock(tr, create(tr.doc, name, attrs)) !== null;

export const InsertCommands = Extension.create({
  name: 'documentInsert',
  addCommands: () => ({
    insertImage:
      (image) =>
      ({ tr }) =>
        insertInline(tr, create(tr.doc, 'image', { ...image })),
    insertTable:
      ({ rows, columns, header = false }) =>
      ({ tr }) =>
        insertTable(tr, Math.max(1, rows), Math.max(1, columns), header),
    insertEquation:
      (latex = '', display = false) =>
      ({ tr }) =>
        insertEquation(tr, latex, display),
    insertFootnote:
      (text = '') =>
      ({ tr }) =>
        footnote(tr, text),
    insertPageBreak:
      () =>
      ({ tr }) =>
        block(tr, 'pageBreak'),
    insertRule:
      () =>
      ({ tr }) =>
        block(tr, 'horizontalRule'),
    insertTableOfContents:
      (depth = 3) =>
      ({ tr }) =>
        block(tr, 'tableOfContents', { depth }),
    insertMention:
      (mention) =>
      ({ tr }) =>
        insertInline(tr, create(tr.doc, 'mention', mention)),
    insertField:
      (kind) =>
      ({ tr }) =>
        insertInline(tr, create(tr.doc, 'field', { kind })),
    insertLineBreak:
      () =>
      ({ tr }) =>
        insertInline(tr, create(tr.doc, 'hardBreak')),
  }),
});
