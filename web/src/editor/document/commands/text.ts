/** Commands over the selected text: looks, font, size, colour. With nothing selected they hold for what is typed next. */
import { Extension } from '@tiptap/core';
import type { Mark, MarkType, Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { styleLooks } from '../styles';
import { paragraphDefaults } from '../schema/attributes';
import { attrsOf, changeParagraphs } from './paragraphs';

type Toggled = 'bold' | 'italic' | 'underline' | 'strike' | 'code' | 'superscript' | 'subscript';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentText: {
      toggleBold: () => ReturnType;
      toggleItalic: () => ReturnType;
      toggleUnderline: () => ReturnType;
      toggleStrike: () => ReturnType;
      toggleCode: () => ReturnType;
      toggleSuperscript: () => ReturnType;
      toggleSubscript: () => ReturnType;
      /** null: what the style says. */
      setFont: (family: string | null) => ReturnType;
      /** Points; null: what the style says. */
      setFontSize: (points: number | null) => ReturnType;
      growFont: () => ReturnType;
      shrinkFont: () => ReturnType;
      setTextColor: (color: string | null) => ReturnType;
      setHighlight: (color: string | null) => ReturnType;
      /** Back to what the style says; links, comments and suggestions stay. */
      clearFormatting: () => ReturnType;
    };
  }
}

/** Marks that say how text looks; all others say what it is. */
export const LOOKS = [
  'bold',
  'italic',
  'underline',
  'strike',
  'code',
  'superscript',
  'subscript',
  'font',
  'fontSize',
  'textColor',
  'highlight',
] as const;

const MAX_SIZE = 400;

export const markType = (node: Node | EditorState, name: string): MarkType => {
  const schema = 'schema' in node ? node.schema : node.type.schema;
  const type = schema.marks[name];
  if (!type) throw new RangeError(`no mark ${name}`);
  return type;
};

interface Run {
  from: number;
  to: number;
  node: Node;
  block: Node;
}

/** The selected pieces of text, each with its marks and its paragraph. */
export function selectedRuns(tr: Pick<Transaction, 'doc' | 'selection'>): Run[] {
  const runs: Run[] = [];
  for (const { $from, $to } of tr.selection.ranges) {
    tr.doc.nodesBetween($from.pos, $to.pos, (node, pos, parent) => {
      if (node.isText && parent) {
        const from = Math.max(pos, $from.pos);
        const to = Math.min(pos + node.nodeSize, $to.pos);
        if (to > from) runs.push({ from, to, node, block: parent });
      }
    });
  }
  return runs;
}

const cursorMarks = (tr: Transaction): readonly Mark[] =>
  tr.storedMarks ?? tr.selection.$from.marks();

function toggle(tr: Transaction, name: Toggled): boolean {
  const type = markType(tr.doc, name);
  if (tr.selection.empty) {
    const isOn = type.isInSet(cursorMarks(tr));
    if (isOn) tr.removeStoredMark(type);
    else tr.addStoredMark(type.create());
    return tr.selection.$from.parent.inlineContent;
  }
  const runs = selectedRuns(tr);
  const isOn = runs.length > 0 && runs.every(({ node }) => type.isInSet(node.marks));
  for (const { $from, $to } of tr.selection.ranges) {
    if (isOn) tr.removeMark($from.pos, $to.pos, type);
    else tr.addMark($from.pos, $to.pos, type.create());
  }
  return true;
}

/** Gives the mark to the selection, or takes it away when there are no attributes. */
function put(tr: Transaction, name: string, attrs: Record<string, unknown> | null): boolean {
  const type = markType(tr.doc, name);
  if (tr.selection.empty) {
    if (attrs) tr.addStoredMark(type.create(attrs));
    else tr.removeStoredMark(type);
    return true;
  }
  for (const { $from, $to } of tr.selection.ranges) {
    if (attrs) tr.addMark($from.pos, $to.pos, type.create(attrs));
    else tr.removeMark($from.pos, $to.pos, type);
  }
  return true;
}

/** The size in points that these marks give in this block. */
export function sizeOf(marks: readonly Mark[], block: Node): number {
  const own = marks.find((it) => it.type.name === 'fontSize');
  if (own) return Number(own.attrs.size);
  const style = block.type.name === 'paragraph' ? attrsOf(block).style : 'normal';
  return styleLooks[style].size;
}

function changeSize(tr: Transaction, by: number): boolean {
  const type = markType(tr.doc, 'fontSize');
  const next = (size: number) => Math.min(MAX_SIZE, Math.max(1, Math.round(size) + by));
  if (tr.selection.empty) {
    const size = next(sizeOf(cursorMarks(tr), tr.selection.$from.parent));
    tr.addStoredMark(type.create({ size }));
    return true;
  }
  for (const { from, to, node, block } of selectedRuns(tr)) {
    tr.addMark(from, to, type.create({ size: next(sizeOf(node.marks, block)) }));
  }
  return true;
}

function clear(tr: Transaction): boolean {
  if (tr.selection.empty) {
    const kept = cursorMarks(tr).filter((it) => !LOOKS.some((look) => look === it.type.name));
    tr.setStoredMarks(kept);
  }
  for (const { $from, $to } of tr.selection.ranges) {
    for (const look of LOOKS) tr.removeMark($from.pos, $to.pos, markType(tr.doc, look));
  }
  const { align, lineSpacing, spaceBefore, spaceAfter, indentEnd, firstLine } = paragraphDefaults;
  const plain = { align, lineSpacing, spaceBefore, spaceAfter, indentEnd, firstLine };
  return changeParagraphs(tr, plain);
}

const toggling =
  (name: Toggled) =>
  () =>
  ({ tr }: { tr: Transaction }) =>
    toggle(tr, name);

export const TextCommands = Extension.create({
  name: 'documentText',
  addCommands: () => ({
    toggleBold: toggling('bold'),
    toggleItalic: toggling('italic'),
    toggleUnderline: toggling('underline'),
    toggleStrike: toggling('strike'),
    toggleCode: toggling('code'),
    toggleSuperscript: toggling('superscript'),
    toggleSubscript: toggling('subscript'),
    setFont:
      (family) =>
      ({ tr }) =>
        put(tr, 'font', family ? { family } : null),
    setFontSize:
      (size) =>
      ({ tr }) =>
        put(tr, 'fontSize', size ? { size } : null),
    growFont:
      () =>
      ({ tr }) =>
        changeSize(tr, 1),
    shrinkFont:
      () =>
      ({ tr }) =>
        changeSize(tr, -1),
    setTextColor:
      (color) =>
      ({ tr }) =>
        put(tr, 'textColor', color ? { color } : null),
    setHighlight:
      (color) =>
      ({ tr }) =>
        put(tr, 'highlight', color ? { color } : null),
    clearFormatting:
      () =>
      ({ tr }) =>
        clear(tr),
  }),
});
