/**
 * Enter, Backspace and Tab as in Google Docs: Enter in an empty item leaves the list, Backspace
 * at the start of an item takes its label, Tab at the start of an item moves it in.
 */
import type { ResolvedPos } from '@tiptap/pm/model';
import { Selection, type Command, type Transaction } from '@tiptap/pm/state';
import { canJoin, canSplit } from '@tiptap/pm/transform';
import { attrsOf, selectedParagraphs, writeAttrs } from '../commands/paragraphs';
import { headingLevel, paragraphDefaults, type ParagraphAttrs } from '../schema/attributes';
import { noList } from './commands';
import { linkBefore } from '../typing/autolink';
import { LEVEL_INDENT } from './model';

const isHeading = (style: string) =>
  headingLevel(style) > 0 || style === 'title' || style === 'subtitle';

/** What the paragraph after a split does not take from the one before. */
const { start, pageBreakBefore, change } = paragraphDefaults;
const own: Partial<ParagraphAttrs> = { start, pageBreakBefore, change, break: null };

function followerOf(attrs: ParagraphAttrs, isAtEnd: boolean): ParagraphAttrs {
  const follower = { ...attrs, ...own, checked: attrs.list === 'check' ? false : null };
  if (!isAtEnd || !isHeading(attrs.style)) return follower;
  return { ...follower, style: 'normal', keepNext: false, spaceBefore: null, spaceAfter: null };
}

const atStart = ($pos: ResolvedPos) => $pos.parentOffset === 0;
const atEnd = ($pos: ResolvedPos) => $pos.parentOffset === $pos.parent.content.size;

/** An empty item goes one level out, then out of the list; an empty quote or code line ends it. */
const leave: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'paragraph' || $from.parent.content.size > 0)
    return false;
  const attrs = attrsOf($from.parent);
  const found = { pos: $from.before(), node: $from.parent, attrs };
  const { tr } = state;
  if (attrs.list) {
    writeAttrs(tr, found, attrs.level > 0 ? { level: attrs.level - 1, marker: null } : noList);
  } else if (attrs.style === 'quote' || attrs.style === 'code') {
    writeAttrs(tr, found, { style: 'normal', language: null });
  } else return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Before a heading an empty normal paragraph is put, so that the heading keeps its own. */
function splitAtStart(tr: Transaction, $from: ResolvedPos): boolean {
  const attrs = attrsOf($from.parent);
  if (!isHeading(attrs.style) || !atStart($from) || atEnd($from)) return false;
  const plain = $from.parent.type.create({ ...attrs, ...own, style: 'normal', ...noList });
  tr.insert($from.before(), plain);
  return true;
}

/** The end that was the paragraph's stays the end of its second half. */
function moveBreak(tr: Transaction, first: number, attrs: ParagraphAttrs): void {
  if (!attrs.break) return;
  tr.setNodeAttribute(tr.selection.$from.before(), 'break', attrs.break);
  tr.setNodeAttribute(first, 'break', null);
}

/** Splits the paragraph at the cursor. */
function split(tr: Transaction): boolean {
  if (!tr.selection.empty) tr.deleteSelection();
  const { $from } = tr.selection;
  if ($from.parent.type.name !== 'paragraph') return false;
  const marks = tr.storedMarks ?? $from.marks();
  const attrs = attrsOf($from.parent);
  const follower = followerOf(attrs, atEnd($from));
  if (!splitAtStart(tr, $from)) {
    const types = [{ type: $from.parent.type, attrs: follower }];
    if (!canSplit(tr.doc, $from.pos, 1, types)) return false;
    tr.split($from.pos, 1, types);
    moveBreak(tr, $from.before(), attrs);
  }
  if (follower.style === attrs.style) tr.ensureMarks(marks);
  return true;
}

/** Enter: leaves an empty item, else splits; an address before the cursor becomes a link. */
export const enter: Command = (state, dispatch) => {
  if (leave(state, dispatch)) return true;
  const { tr } = state;
  if (tr.selection.empty) linkBefore(tr, tr.selection.$from);
  if (!split(tr)) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** What Backspace at the start takes away before it joins: label, indents, quote, code. */
function lessened(attrs: ParagraphAttrs): Partial<ParagraphAttrs> | null {
  if (attrs.list) return { ...noList, indent: (attrs.level + 1) * LEVEL_INDENT };
  if (attrs.firstLine > 0) return { firstLine: 0 };
  if (attrs.indent > 0) return { indent: Math.max(0, attrs.indent - LEVEL_INDENT) };
  if (attrs.style === 'quote' || attrs.style === 'code') return { style: 'normal', language: null };
  return null;
}

const BARE = ['horizontalRule', 'pageBreak', 'tableOfContents'];

/** Deletes the block without text on one side of an empty selection at a paragraph's edge. */
function deleteBare(tr: Transaction, $edge: ResolvedPos): boolean {
  const isBefore = atStart($edge);
  const $beside = tr.doc.resolve(isBefore ? $edge.before() : $edge.after());
  const beside = isBefore ? $beside.nodeBefore : $beside.nodeAfter;
  if (!beside || !BARE.includes(beside.type.name)) return false;
  const from = isBefore ? $beside.pos - beside.nodeSize : $beside.pos;
  tr.delete(from, from + beside.nodeSize);
  return true;
}

/** Joins two paragraphs: the attributes are the first's, the end that remains is the second's. */
function join(tr: Transaction, pos: number): boolean {
  const { nodeBefore, nodeAfter } = tr.doc.resolve(pos);
  if (nodeBefore?.type.name !== 'paragraph' || nodeAfter?.type.name !== 'paragraph') return false;
  if (!canJoin(tr.doc, pos)) return false;
  const end = attrsOf(nodeAfter).break;
  const hasOther = attrsOf(nodeBefore).break !== end;
  tr.join(pos);
  if (hasOther) tr.setNodeAttribute(pos - nodeBefore.nodeSize, 'break', end);
  return true;
}

/** Joins with the paragraph before, which keeps its attributes unless it is empty. */
function joinBefore(tr: Transaction, $from: ResolvedPos): boolean {
  const pos = $from.before();
  const before = tr.doc.resolve(pos).nodeBefore;
  if (before?.type.name !== 'paragraph') return false;
  const isEmptied = before.content.size === 0 && !attrsOf(before).list;
  if (!isEmptied) return join(tr, pos);
  tr.delete(pos - before.nodeSize, pos);
  return true;
}

export const backspace: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !atStart($from) || $from.parent.type.name !== 'paragraph') return false;
  const { tr } = state;
  const less = lessened(attrsOf($from.parent));
  if (less) {
    writeAttrs(tr, { pos: $from.before(), node: $from.parent, attrs: attrsOf($from.parent) }, less);
  } else if (!deleteBare(tr, $from) && !joinBefore(tr, $from)) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

export const deleteForward: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || !atEnd($from) || $from.parent.type.name !== 'paragraph') return false;
  const { tr } = state;
  const $after = state.doc.resolve($from.after());
  if ($after.nodeAfter && BARE.includes($after.nodeAfter.type.name)) {
    tr.delete($after.pos, $after.pos + $after.nodeAfter.nodeSize);
  } else if (!join(tr, $after.pos)) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
};

/** Whether Tab moves paragraphs in rather than typing: at the start of one, or over several. */
export const tabIndents: Command = (state) => {
  const { $from, empty } = state.selection;
  const found = selectedParagraphs(state.tr);
  if (!empty) return found.length > 1 || found.some((it) => it.attrs.list !== null);
  return atStart($from) && found.some((it) => it.attrs.list !== null);
};

export const typeTab: Command = (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.insertText('\t').scrollIntoView());
  return true;
};

/** Down from the last block when no text follows it: makes a paragraph to write in. */
export const leaveEnd: Command = (state, dispatch) => {
  const last = state.doc.lastChild;
  const { $head } = state.selection;
  if (!last || last.type.name === 'paragraph' || $head.after(1) !== state.doc.content.size)
    return false;
  const { paragraph } = state.schema.nodes;
  if (!paragraph) return false;
  const tr = state.tr.insert(state.doc.content.size, paragraph.create());
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(tr.doc.content.size), -1)));
  return true;
};
