/** For tests of the document editor: opens one, types and presses keys as a person would. */
import { Editor, type Extensions, type JSONContent } from '@tiptap/core';
import { history } from '@tiptap/pm/history';
import { TextSelection, type Plugin } from '@tiptap/pm/state';
import { Extension } from '@tiptap/core';
import type { DocumentOptions } from './options';
import { documentExtensions } from '.';

const Undo = Extension.create({
  name: 'testUndo',
  addProseMirrorPlugins: () => [history() as Plugin],
});

export function openEditor(
  content: string | JSONContent,
  options: Partial<DocumentOptions> = {},
  more: Extensions = [],
): Editor {
  const element = document.createElement('div');
  document.body.append(element);
  return new Editor({
    element,
    extensions: [...documentExtensions(options), Undo, ...more],
    content,
  });
}

export function select(editor: Editor, from: number, to = from): void {
  const { doc, tr } = editor.state;
  editor.view.dispatch(tr.setSelection(TextSelection.create(doc, from, to)));
}

/** Puts the cursor behind the first appearance of a text. */
export function after(editor: Editor, text: string): void {
  editor.state.doc.descendants((node, pos) => {
    const at = node.isText ? (node.text ?? '').indexOf(text) : -1;
    if (at >= 0) select(editor, pos + at + text.length);
  });
}

/** Types text letter by letter, past the input rules. */
export function type(editor: Editor, text: string): void {
  for (const letter of text) {
    const { from, to } = editor.state.selection;
    const insert = () => editor.state.tr.insertText(letter, from, to);
    const isTaken = editor.view.someProp('handleTextInput', (handle) =>
      handle(editor.view, from, to, letter, insert),
    );
    if (!isTaken) editor.view.dispatch(insert());
  }
}

/** Presses a key such as `Enter`, `shift+Tab`, `mod+b`; whether the editor took it. */
export function press(editor: Editor, keys: string): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const event = new KeyboardEvent('keydown', {
    key,
    ctrlKey: parts.includes('mod'),
    shiftKey: parts.includes('shift'),
    altKey: parts.includes('alt'),
    bubbles: true,
    cancelable: true,
  });
  return Boolean(editor.view.someProp('handleKeyDown', (handle) => handle(editor.view, event)));
}

/** Every paragraph as one line: its style or list, level, label and text. */
export function lines(editor: Editor, labels: (pos: number) => string = () => ''): string[] {
  const told: string[] = [];
  editor.state.doc.descendants((node, pos) => {
    if (node.type.name !== 'paragraph') return;
    const { style, list, level } = node.attrs;
    const kind = list ? `${String(list)}${level ? String(level) : ''}` : String(style);
    told.push([kind, labels(pos), node.textContent].filter(Boolean).join(' '));
  });
  return told;
}
