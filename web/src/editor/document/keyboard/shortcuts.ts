/**
 * The keys of the document editor, as Google Docs has them: one table that the key map and the
 * sheet of shortcuts both read. Keys are written as `@/platform/keys` writes them.
 */
import type { Editor } from '@tiptap/core';
import { STYLES } from '../schema/attributes';

export interface DocumentShortcut {
  keys: string;
  /** Key of the `editor` catalogue. */
  labelKey: string;
  group: 'text' | 'paragraph' | 'lists' | 'insert';
  run: (editor: Editor) => boolean;
}

type Row = readonly [keys: string, labelKey: string, run: (editor: Editor) => boolean];

const text: readonly Row[] = [
  ['mod+b', 'bold', (it) => it.commands.toggleBold()],
  ['mod+i', 'italic', (it) => it.commands.toggleItalic()],
  ['mod+u', 'underline', (it) => it.commands.toggleUnderline()],
  ['alt+shift+5', 'strike', (it) => it.commands.toggleStrike()],
  ['mod+.', 'doc.superscript', (it) => it.commands.toggleSuperscript()],
  ['mod+,', 'doc.subscript', (it) => it.commands.toggleSubscript()],
  ['mod+e', 'doc.code', (it) => it.commands.toggleCode()],
  ['mod+shift+.', 'doc.font.grow', (it) => it.commands.growFont()],
  ['mod+shift+,', 'doc.font.shrink', (it) => it.commands.shrinkFont()],
  ['mod+\\', 'clear', (it) => it.commands.clearFormatting()],
  ['mod+k', 'link', (it) => it.commands.editLink()],
];

const headings = STYLES.filter((style) => style.startsWith('heading')).map((style, index): Row => [
  `mod+alt+${index + 1}`,
  `doc.style.${style}`,
  (it) => it.commands.setStyle(style),
]);

const paragraph: readonly Row[] = [
  ['mod+alt+0', 'doc.style.normal', (it) => it.commands.setStyle('normal')],
  ...headings,
  ['mod+shift+l', 'doc.align.left', (it) => it.commands.setAlign('left')],
  ['mod+shift+e', 'doc.align.center', (it) => it.commands.setAlign('center')],
  ['mod+shift+r', 'doc.align.right', (it) => it.commands.setAlign('right')],
  ['mod+shift+j', 'doc.align.justify', (it) => it.commands.setAlign('justify')],
  ['mod+]', 'doc.indent.more', (it) => it.commands.indentMore()],
  ['mod+[', 'doc.indent.less', (it) => it.commands.indentLess()],
  ['alt+shift+ArrowUp', 'doc.move.up', (it) => it.commands.moveParagraphs(-1)],
  ['alt+shift+ArrowDown', 'doc.move.down', (it) => it.commands.moveParagraphs(1)],
];

const lists: readonly Row[] = [
  ['mod+shift+7', 'list.numbered', (it) => it.commands.toggleList('ordered')],
  ['mod+shift+8', 'list', (it) => it.commands.toggleList('bullet')],
  ['mod+shift+9', 'doc.list.check', (it) => it.commands.toggleList('check')],
  ['mod+alt+Enter', 'doc.list.toggleDone', (it) => it.commands.toggleChecked()],
];

const insert: readonly Row[] = [
  ['mod+Enter', 'doc.insert.pageBreak', (it) => it.commands.insertPageBreak()],
  ['shift+Enter', 'doc.insert.lineBreak', (it) => it.commands.insertLineBreak()],
  ['mod+alt+f', 'doc.insert.footnote', (it) => it.commands.insertFootnote()],
  ['alt+=', 'doc.insert.equation', (it) => it.commands.insertEquation()],
];

const inGroup = (group: DocumentShortcut['group'], rows: readonly Row[]): DocumentShortcut[] =>
  rows.map(([keys, labelKey, run]) => ({ keys, labelKey, group, run }));

export const documentShortcuts: readonly DocumentShortcut[] = [
  ...inGroup('text', text),
  ...inGroup('paragraph', paragraph),
  ...inGroup('lists', lists),
  ...inGroup('insert', insert),
];

/** `mod+shift+l` as ProseMirror writes it: `Mod-Shift-l`. */
export function keyName(keys: string): string {
  const parts = keys.split('+');
  const modifiers = parts.slice(0, -1).map((it) => `${it[0]?.toUpperCase() ?? ''}${it.slice(1)}`);
  return [...modifiers, parts.at(-1)].join('-');
}
