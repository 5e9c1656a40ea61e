/** How the text at the selection looks: what the toolbar and the Format menu show. */
import type { Mark, Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import { DEFAULT_FONT, DEFAULT_LINE_SPACING, sizeOf } from '@/editor/document';
import type { Align, ListKind, ParagraphAttrs, ParagraphStyle } from '@/editor/document';

export const toggles = [
  'bold',
  'italic',
  'underline',
  'strike',
  'code',
  'superscript',
  'subscript',
] as const;
export type Toggle = (typeof toggles)[number];

export interface Look {
  style: ParagraphStyle;
  align: Align;
  list: ListKind | null;
  lineSpacing: number;
  on: readonly Toggle[];
  font: string;
  size: number;
  color: string;
  highlight: string;
  isLink: boolean;
  isInTable: boolean;
}

/** The marks at the start of the selection, or those that the next letter will have. */
function marksAt(state: EditorState): readonly Mark[] {
  const { $from, empty } = state.selection;
  if (state.storedMarks) return state.storedMarks;
  if (empty) return $from.marks();
  return $from.nodeAfter?.marks ?? $from.marks();
}

function paragraphAt(state: EditorState): Node | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'paragraph') return $from.node(depth);
  }
  return null;
}

function isInTable(state: EditorState): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === 'table') return true;
  }
  return false;
}

export function lookAt(state: EditorState): Look {
  const marks = marksAt(state);
  const mark = (name: string) => marks.find((it) => it.type.name === name);
  const paragraph = paragraphAt(state);
  const attrs = paragraph?.attrs as ParagraphAttrs | undefined;
  return {
    style: attrs?.style ?? 'normal',
    align: attrs?.align ?? 'left',
    list: attrs?.list ?? null,
    lineSpacing: attrs?.lineSpacing ?? DEFAULT_LINE_SPACING,
    on: toggles.filter((it) => mark(it)),
    font: String(mark('font')?.attrs.family ?? DEFAULT_FONT),
    size: paragraph ? sizeOf(marks, paragraph) : 11,
    color: String(mark('textColor')?.attrs.color ?? ''),
    highlight: String(mark('highlight')?.attrs.color ?? ''),
    isLink: mark('link') !== undefined,
    isInTable: isInTable(state),
  };
}
