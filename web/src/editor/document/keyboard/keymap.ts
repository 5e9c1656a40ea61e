/** What keys do in a document. It comes before Tiptap's own keys. */
import { Extension, type Editor } from '@tiptap/core';
import { chainCommands } from '@tiptap/pm/commands';
import { undoInputRule } from '@tiptap/pm/inputrules';
import { keydownHandler } from '@tiptap/pm/keymap';
import { Plugin, type Command } from '@tiptap/pm/state';
import { backspace, deleteForward, enter, leaveEnd, tabIndents, typeTab } from '../lists/keys';
import { codeFence } from '../typing/enter';
import { documentShortcuts, keyName } from './shortcuts';

const asCommand =
  (editor: Editor, run: (editor: Editor) => boolean): Command =>
  () =>
    run(editor);

/** Tab indents, goes to the next cell, or types a tab, in this order. */
function tab(editor: Editor): Command {
  const more = asCommand(editor, (it) => it.commands.indentMore());
  const next = asCommand(editor, (it) => it.commands.nextCell());
  return chainCommands(
    (state, dispatch, view) => tabIndents(state) && more(state, dispatch, view),
    next,
    typeTab,
  );
}

function backTab(editor: Editor): Command {
  const less = asCommand(editor, (it) => it.commands.indentLess());
  const previous = asCommand(editor, (it) => it.commands.previousCell());
  return chainCommands(
    (state, dispatch, view) => tabIndents(state) && less(state, dispatch, view),
    previous,
    less,
  );
}

function bindings(editor: Editor): Record<string, Command> {
  const erase = chainCommands(undoInputRule, backspace);
  const keys = documentShortcuts.map((it) => [keyName(it.keys), asCommand(editor, it.run)]);
  return {
    ...(Object.fromEntries(keys) as Record<string, Command>),
    Enter: chainCommands(codeFence, enter),
    Backspace: erase,
    'Shift-Backspace': erase,
    Delete: deleteForward,
    ArrowDown: leaveEnd,
    Tab: tab(editor),
    'Shift-Tab': backTab(editor),
  };
}

/** After Escape the next Tab leaves the editor, so that the keyboard is never caught in it. */
function withEscape(editor: Editor): Plugin {
  const handle = keydownHandler(bindings(editor));
  let isLeaving = false;
  return new Plugin({
    props: {
      handleKeyDown(view, event) {
        const leaves = isLeaving && event.key === 'Tab';
        if (event.key !== 'Shift') isLeaving = event.key === 'Escape';
        return leaves ? false : handle(view, event);
      },
    },
  });
}

export const DocumentKeys = Extension.create({
  name: 'documentKeys',
  priority: 200,
  addProseMirrorPlugins() {
    return [withEscape(this.editor)];
  },
});
