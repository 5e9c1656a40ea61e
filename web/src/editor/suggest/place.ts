/** Where the caret stands, as the engine needs it: the own text before it, or that it is nowhere. */
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';

const MOST = 600;
const FOREIGN = new Set(['blockquote', 'signature', 'codeBlock', 'table']);
const FOREIGN_MARKS = ['code', 'link'];
/** Nothing is offered in the middle of a line, except right before a sign. */
const MAY_FOLLOW = /^[.,;:!?)\]]|^\s*$/;

export interface Place {
  prefix: string;
  at: number;
  /** Where the paragraph begins. */
  paragraph: number;
}

export function placeOf(state: EditorState): Place | null {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || isForeign(state)) return null;
  const own = textOf($from.parent, 0, $from.parentOffset);
  const rest = textOf($from.parent, $from.parentOffset, $from.parent.content.size);
  if (!MAY_FOLLOW.test(rest)) return null;
  const before = textAbove(state.doc, $from.before());
  return {
    prefix: (before + own).slice(-MOST),
    at: $from.pos,
    paragraph: $from.before(),
  };
}

function isForeign(state: EditorState): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--)
    if (FOREIGN.has($from.node(depth).type.name)) return true;
  const marks = state.storedMarks ?? $from.marks();
  return marks.some((mark) => FOREIGN_MARKS.includes(mark.type.name));
}

const textOf = (node: Node, from: number, to: number): string =>
  node.textBetween(from, to, '\n', leafText);

const leafText = (leaf: Node): string => (leaf.type.name === 'hardBreak' ? '\n' : '\ufffc');

/** The paragraphs that end before a position, each with its line end. */
function textAbove(doc: Node, end: number): string {
  let text = '';
  doc.descendants((node, pos) => {
    if (pos >= end || FOREIGN.has(node.type.name)) return false;
    if (!node.isTextblock) return true;
    text += `${textOf(node, 0, node.content.size)}\n`;
    return false;
  });
  return text;
}

export const hasSignature = (doc: Node): boolean => {
  let found = false;
  doc.forEach((node) => {
    if (node.type.name === 'signature' && node.textContent.trim()) found = true;
  });
  return found;
};
