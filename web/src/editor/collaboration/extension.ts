/**
 * Writing together in a Tiptap editor: the content comes from a Yjs fragment, colleagues' carets
 * show, undo takes back one's own changes only.
 *
 *     collaboration({ fragment: ydoc.getXmlFragment('body'), provider, undo })
 */
import { Extension } from '@tiptap/core';
import type * as Y from 'yjs';
import type { DocumentProvider } from '@/platform/realtime';
import { syncPlugin } from './binding';
import { cursorPlugins } from './cursors';
import { undoManagerOf, undoPlugin } from './undo';

export interface CollaborationOptions {
  fragment: Y.XmlFragment;
  provider: Pick<DocumentProvider, 'awareness'>;
  /** A stack shared by several editors of one document; without it the editor has its own. */
  undo?: Y.UndoManager;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    collaboration: {
      /** Take back one's own last change. */
      undo: () => ReturnType;
      redo: () => ReturnType;
    };
  }
}

export function collaboration({ fragment, provider, undo }: CollaborationOptions): Extension {
  let stack = undo;
  return Extension.create({
    name: 'collaboration',
    priority: 1000,
    addProseMirrorPlugins() {
      stack ??= undoManagerOf([fragment]);
      return [syncPlugin(fragment), undoPlugin(stack), ...cursorPlugins(provider.awareness)];
    },
    onDestroy() {
      if (!undo) stack?.destroy();
      stack = undo;
    },
    addCommands: () => ({
      undo:
        () =>
        ({ tr, dispatch }) => {
          tr.setMeta('preventDispatch', true);
          if (!stack?.canUndo()) return false;
          if (dispatch) stack.undo();
          return true;
        },
      redo:
        () =>
        ({ tr, dispatch }) => {
          tr.setMeta('preventDispatch', true);
          if (!stack?.canRedo()) return false;
          if (dispatch) stack.redo();
          return true;
        },
    }),
    addKeyboardShortcuts() {
      return {
        'Mod-z': () => this.editor.commands.undo(),
        'Mod-Shift-z': () => this.editor.commands.redo(),
        'Mod-y': () => this.editor.commands.redo(),
      };
    },
  });
}
