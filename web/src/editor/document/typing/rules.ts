/**
 * Markdown while typing: block marks at the start of a paragraph, text marks around words, and
 * links from addresses. Backspace right after takes the last one back.
 */
import { Extension } from '@tiptap/core';
import { InputRule, inputRules } from '@tiptap/pm/inputrules';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { create, insertBlock } from '../commands/insert';
import { attrsOf, writeAttrs } from '../commands/paragraphs';
import { markType } from '../commands/text';
import { newListId } from '../lists/model';
import { siblings } from '../lists/commands';
import type { ListKind, ParagraphAttrs, ParagraphStyle } from '../schema/attributes';
import { linkBefore } from './autolink';

type Handler = (
  state: EditorState,
  match: RegExpMatchArray,
  start: number,
  end: number,
) => Transaction | null;

const isCode = (state: EditorState) => {
  const { parent } = state.selection.$from;
  return parent.type.name !== 'paragraph' || attrsOf(parent).style === 'code';
};

const rule = (pattern: RegExp, handler: Handler) =>
  new InputRule(pattern, (state, match, start, end) =>
    isCode(state) ? null : handler(state, match, start, end),
  );

/** Removes what was typed and gives the paragraph these attributes. */
function become(
  state: EditorState,
  start: number,
  end: number,
  wanted: Partial<ParagraphAttrs>,
): Transaction {
  const { tr } = state;
  const { parent } = state.selection.$from;
  const found = { pos: state.selection.$from.before(), node: parent, attrs: attrsOf(parent) };
  writeAttrs(tr, found, wanted);
  return tr.delete(start, end);
}

const styleRule = (pattern: RegExp, style: (match: RegExpMatchArray) => ParagraphStyle) =>
  rule(pattern, (state, match, start, end) => become(state, start, end, { style: style(match) }));

const HEADINGS: readonly ParagraphStyle[] = [
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'heading5',
  'heading6',
];

/** The list right above of the same kind, which the new item continues. */
function listAbove(state: EditorState, kind: ListKind): string | null {
  const above = siblings(state.doc, state.selection.$from.before(), -1).next().value;
  return above && attrsOf(above.node).list === kind ? attrsOf(above.node).listId : null;
}

const listRule = (
  pattern: RegExp,
  list: ListKind,
  more: (match: RegExpMatchArray) => Partial<ParagraphAttrs> = () => ({}),
) =>
  rule(pattern, (state, match, start, end) => {
    const now = attrsOf(state.selection.$from.parent);
    if (now.list === list || (now.list !== null && list !== 'check')) return null;
    const above = listAbove(state, list);
    const wanted = more(match);
    const continues = above !== null && (wanted.start === undefined || wanted.start !== 1);
    return become(state, start, end, {
      ...wanted,
      list,
      listId: now.listId ?? (continues ? above : newListId()),
      ...(continues || wanted.start === 1 ? { start: null } : {}),
      indent: 0,
    });
  });

const MARKERS: Record<string, string> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
};

/** `**words**`: the words get the mark, the signs go. */
const markRule = (pattern: RegExp, name: string) =>
  rule(pattern, (state, match, start, end) => {
    const [all, before = '', words = ''] = match;
    const typed = state.doc.textBetween(start, end, undefined, '\ufffc');
    // The last sign is not in the document yet; notes inside would shift the count.
    if (typed.length !== end - start || typed + all.slice(typed.length) !== all) return null;
    const from = start + before.length + all.slice(before.length).indexOf(words);
    const mark = markType(state, name);
    if (!words.trim() || state.doc.rangeHasMark(from, from + words.length, markType(state, 'code')))
      return null;
    const tr = state.tr.delete(from + words.length, end).delete(start + before.length, from);
    const at = start + before.length;
    return tr.addMark(at, at + words.length, mark.create()).removeStoredMark(mark);
  });

const ruler = rule(/^(?:---|—-|___|\*\*\*)$/, (state, _, start, end) => {
  const tr = state.tr.delete(start, end);
  return insertBlock(tr, create(state.doc, 'horizontalRule')) === null ? null : tr;
});

/** The space is put by the rule, so that taking it back keeps the space. */
const addresses = rule(/\S\s$/, (state, match, start, end) => {
  const tr = state.tr;
  if (!linkBefore(tr, tr.doc.resolve(end))) return null;
  void start;
  return tr.insertText(match[0].slice(-1), end);
});

const blocks = [
  styleRule(/^(#{1,6})\s$/, (match) => HEADINGS[(match[1]?.length ?? 1) - 1] ?? 'heading1'),
  styleRule(/^>\s$/, () => 'quote'),
  styleRule(/^```\s$/, () => 'code'),
  listRule(/^[-*+•]\s$/, 'bullet'),
  listRule(/^(\d{1,4})[.)]\s$/, 'ordered', (match) => ({ start: Number(match[1]) })),
  listRule(/^([aAiI])[.)]\s$/, 'ordered', (match) => ({ marker: MARKERS[match[1] ?? ''] ?? null })),
  listRule(/^\[([ xX]?)\]\s$/, 'check', (match) => ({
    checked: match[1]?.toLowerCase() === 'x',
    marker: null,
  })),
  ruler,
];

const words = [
  markRule(/(^|[^*\w])\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, 'bold'),
  markRule(/(^|[^_\w])__([^_\s](?:[^_]*[^_\s])?)__$/, 'bold'),
  markRule(/(^|[^*\w])\*([^*\s](?:[^*]*[^*\s])?)\*$/, 'italic'),
  markRule(/(^|[^_\w])_([^_\s](?:[^_]*[^_\s])?)_$/, 'italic'),
  markRule(/(^|[^~])~~([^~\s](?:[^~]*[^~\s])?)~~$/, 'strike'),
  markRule(/(^|[^`])`([^`]+)`$/, 'code'),
];

export const TypingRules = Extension.create({
  name: 'typingRules',
  addProseMirrorPlugins: () => [inputRules({ rules: [...blocks, ...words, addresses] })],
});
