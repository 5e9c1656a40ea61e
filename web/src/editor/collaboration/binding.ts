/**
 * y-prosemirror's binding, with two changes. A colleague's edit replaces only what differs, where
 * the original replaces the whole document: decorations, positions and a composition under way stay
 * where they are, and a colleague's key costs the same on page 200 as on page 1. And the place of
 * the selection is found without a walk over all blocks, which the original makes for every key.
 */
import { Slice, type Fragment, type Node } from '@tiptap/pm/model';
import type { EditorState, Plugin, Transaction } from '@tiptap/pm/state';
import { ReplaceStep, replaceStep } from '@tiptap/pm/transform';
import type { EditorView } from '@tiptap/pm/view';
import {
  updateYFragment,
  ySyncPlugin,
  ySyncPluginKey,
  type ProsemirrorBinding,
} from 'y-prosemirror';
import type * as Y from 'yjs';
import { BlockMap, relativeSelection } from './places';

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

const remember = (binding: ProsemirrorBinding) => {
  const view = binding.prosemirrorView as EditorView | null;
  if (view) binding.beforeTransactionSelection = relativeSelection(binding, view.state);
};

function findSelectionQuickly(binding: ProsemirrorBinding): void {
  // Not as an option of the plug-in: it would take the content for shown already.
  binding.mapping = new BlockMap();
  binding.beforeAllTransactions = () => {
    if (binding.beforeTransactionSelection === null) remember(binding);
  };
  binding._prosemirrorChanged = (doc: Node) =>
    binding.doc.transact(() => {
      updateYFragment(binding.doc, binding.type, doc, binding);
      remember(binding);
    }, ySyncPluginKey);
}

/** The plug-in that keeps an editor and a fragment the same. */
export function syncPlugin(fragment: Y.XmlFragment): Plugin {
  const plugin = ySyncPlugin(fragment) as Plugin<SyncState>;
  const init = plugin.spec.state?.init;
  const { binding } = init?.call(plugin, {}, {} as EditorState) ?? {};
  if (binding) {
    findSelectionQuickly(binding);
    Object.defineProperty(binding, '_tr', {
      get: () => patchedTransaction(binding.prosemirrorView as EditorView),
    });
  }
  return plugin;
}
