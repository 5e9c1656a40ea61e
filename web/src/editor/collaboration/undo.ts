/**
 * Undo of one's own changes. y-prosemirror's plug-in gives its UndoManager up whenever plug-ins
 * are exchanged, which Tiptap does for every menu; this one lives as long as the editor.
 */
import { Plugin, type EditorState } from '@tiptap/pm/state';
import { defaultDeleteFilter, ySyncPluginKey } from 'y-prosemirror';
import { yUndoPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';
import { syncStateOf } from './binding';
import { relativeSelection } from './places';

type RelativeSelection = ReturnType<typeof relativeSelection>;

interface UndoState {
  undoManager: Y.UndoManager;
  prevSel: RelativeSelection | null;
  hasUndoOps: boolean;
  hasRedoOps: boolean;
}

interface StackEvent {
  stackItem: { meta: Map<unknown, unknown> };
}

const PROTECTED = new Set(['paragraph']);

/** An undo stack over one or several fragments (text, header, footer), for `collaboration`. */
export function undoManagerOf(fragments: Y.XmlFragment[]): Y.UndoManager {
  return new Y.UndoManager(fragments, {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, PROTECTED),
    captureTransaction: (transaction) => transaction.meta.get('addToHistory') !== false,
  });
}

const statusOf = (undoManager: Y.UndoManager) => ({
  undoManager,
  hasUndoOps: undoManager.undoStack.length > 0,
  hasRedoOps: undoManager.redoStack.length > 0,
});

function selectionIn(state: EditorState): RelativeSelection | null {
  const binding = syncStateOf(state)?.binding;
  return binding ? relativeSelection(binding, state) : null;
}

export function undoPlugin(undoManager: Y.UndoManager): Plugin<UndoState> {
  return new Plugin<UndoState>({
    key: yUndoPluginKey,
    state: {
      init: () => ({ ...statusOf(undoManager), prevSel: null }),
      apply: (_transaction, _value, before) => ({
        ...statusOf(undoManager),
        prevSel: selectionIn(before),
      }),
    },
    view: (view) => {
      const binding = syncStateOf(view.state)?.binding;
      const remember = ({ stackItem }: StackEvent) => {
        const state = yUndoPluginKey.getState(view.state) as UndoState | undefined;
        if (binding) stackItem.meta.set(binding, state?.prevSel ?? null);
      };
      const recall = ({ stackItem }: StackEvent) => {
        const selection = stackItem.meta.get(binding) as RelativeSelection | undefined;
        if (binding && selection) binding.beforeTransactionSelection = selection;
      };
      undoManager.on('stack-item-added', remember);
      undoManager.on('stack-item-popped', recall);
      return {
        destroy: () => {
          undoManager.off('stack-item-added', remember);
          undoManager.off('stack-item-popped', recall);
        },
      };
    },
  });
}
