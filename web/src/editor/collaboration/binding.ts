/**
 * y-prosemirror's binding, with one change: a colleague's edit replaces only what differs, where
 * the original replaces the whole document. So decorations, positions and a composition under
 * way stay where they are, and a colleague's key costs the same on page 200 as on page 1.
 */
import { Slice, type Fragment } from '@tiptap/pm/model';
import type { EditorState, Plugin, Transaction } from '@tiptap/pm/state';
import { ReplaceStep, replaceStep } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import { ySyncPlugin, ySyncPluginKey, type ProsemirrorBinding } from 'y-prosemirror';
import type * as Y from 'yjs';

interface SyncState {
  binding: ProsemirrorBinding;
  type: Y.XmlFragment;
  doc: Y.Doc;
  isChangeOrigin: boolean;
  isUndoRedoOperation: boolean;
}

export const syncStateOf = (state: EditorState): SyncState | undefined =>
  ySyncPluginKey.getState(state) as SyncState | undefined;

/** Whether a transaction brings what came from Yjs: a colleague's edit, undo or redo. */
export function isFromYjs(transaction: Transaction): boolean {
  const change = transaction.getMeta(ySyncPluginKey) as Partial<SyncState> | undefined;
  return change?.isChangeOrigin === true;
}

/** Replace by the smallest step that turns the document's content into `content`. */
export function replaceDifference(transaction: Transaction, content: Fragment): Transaction {
  const { doc } = transaction;
  const start = doc.content.findDiffStart(content);
  const end = doc.content.findDiffEnd(content);
  if (start === null || end === null) return transaction;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const wanted = doc.copy(content).slice(start, end.b + overlap);
  const isDone = !transaction.maybeStep(new ReplaceStep(start, end.a + overlap, wanted)).failed;
  if (isDone) return transaction;
  // Not `replaceWith`: that would come back here through the patched `replace`.
  // The step is fitted, so that an empty fragment leaves the one paragraph that a document needs.
  const whole = replaceStep(doc, 0, doc.content.size, new Slice(content, 0, 0));
  return whole ? transaction.step(whole) : transaction;
}

function patchedTransaction(view: EditorView): Transaction {
  const transaction = view.state.tr.setMeta('addToHistory', false);
  transaction.replace = (_from: number, _to?: number, slice?: Slice) =>
    slice ? replaceDifference(transaction, slice.content) : transaction;
  return transaction;
}

/** The plug-in that keeps an editor and a fragment the same. */
export function syncPlugin(fragment: Y.XmlFragment): Plugin {
  const plugin = ySyncPlugin(fragment) as Plugin<SyncState>;
  const init = plugin.spec.state?.init;
  const { binding } = init?.call(plugin, {}, {} as EditorState) ?? {};
  if (binding) {
    Object.defineProperty(binding, '_tr', {
      get: () => patchedTransaction(binding.prosemirrorView as EditorView),
    });
  }
  return plugin;
}
