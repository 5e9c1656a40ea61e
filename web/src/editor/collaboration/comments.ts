/**
 * Comments in the text: the range that a new comment is about, kept in place while it is written,
 * and the mark that says where a thread belongs.
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { absolutePositionToRelativePosition } from 'y-prosemirror';
import * as Y from 'yjs';
import { syncStateOf } from './binding';
import classes from './collaboration.module.css';
import { SUGGESTED } from './suggest/transform';

export interface DraftRange {
  from: number;
  to: number;
  text: string;
}

type Draft = Omit<DraftRange, 'text'> | null;

const key = new PluginKey<Draft>('commentDraft');

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    commentMarks: {
      /** Keep the selection (or the word at the caret) for a new comment. */
      startComment: () => ReturnType;
      dropComment: () => ReturnType;
      /** Mark the kept range as what a thread is about. */
      markComment: (thread: string) => ReturnType;
      unmarkComment: (thread: string) => ReturnType;
    };
  }
}

function wordAround({ selection }: EditorState): Draft {
  if (!selection.empty) return { from: selection.from, to: selection.to };
  const { $from } = selection;
  const text = $from.parent.textBetween(0, $from.parent.content.size, ' ', ' ');
  const before = /[\p{L}\p{N}_'’-]*$/u.exec(text.slice(0, $from.parentOffset))?.[0].length ?? 0;
  const after = /^[\p{L}\p{N}_'’-]*/u.exec(text.slice($from.parentOffset))?.[0].length ?? 0;
  if (before + after === 0) return null;
  return { from: selection.from - before, to: selection.from + after };
}

/** What a new comment is about; null when none is being written. */
export function draftOf(state: EditorState): DraftRange | null {
  const draft = key.getState(state);
  if (!draft) return null;
  return { ...draft, text: state.doc.textBetween(draft.from, draft.to, ' ', ' ') };
}

const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

/** The kept range as places that stay right while others write, for the server. */
export function draftPlaces(state: EditorState): { from: string; to: string } | null {
  const draft = key.getState(state);
  const sync = syncStateOf(state);
  if (!draft || !sync) return null;
  const place = (pos: number) => {
    const relative: unknown = absolutePositionToRelativePosition(
      pos,
      sync.type,
      sync.binding.mapping,
    );
    return base64(Y.encodeRelativePosition(relative as Y.RelativePosition));
  };
  return { from: place(draft.from), to: place(draft.to) };
}

function mark(transaction: Transaction, { from, to }: DraftRange, thread: string): void {
  const { schema } = transaction.doc.type;
  transaction.addMark(from, to, schema.mark('comment', { id: thread }));
  transaction.doc.nodesBetween(from, to, (node, pos) => {
    if (!('comments' in node.attrs)) return;
    const known = (node.attrs.comments ?? []) as string[];
    transaction.setNodeAttribute(pos, 'comments', [...known, thread]);
  });
}

function unmark(transaction: Transaction, thread: string): void {
  const { schema } = transaction.doc.type;
  const found = schema.mark('comment', { id: thread });
  transaction.removeMark(0, transaction.doc.content.size, found);
  transaction.doc.descendants((node, pos) => {
    const known = (node.attrs.comments ?? []) as string[];
    if (!known.includes(thread)) return;
    const left = known.filter((it) => it !== thread);
    transaction.setNodeAttribute(pos, 'comments', left.length > 0 ? left : null);
  });
}

const draftPlugin = () =>
  new Plugin<Draft>({
    key,
    state: {
      init: () => null,
      apply: (transaction, draft) => {
        const next = transaction.getMeta(key) as Draft | undefined;
        if (next !== undefined) return next;
        if (!draft || !transaction.docChanged) return draft;
        const from = transaction.mapping.map(draft.from, 1);
        const to = transaction.mapping.map(draft.to, -1);
        return from < to ? { from, to } : null;
      },
    },
    props: {
      decorations: (state) => {
        const draft = key.getState(state);
        if (!draft) return null;
        const looks = { class: classes.draft ?? '' };
        return DecorationSet.create(state.doc, [Decoration.inline(draft.from, draft.to, looks)]);
      },
    },
  });

export const CommentMarks = Extension.create({
  name: 'commentMarks',
  addProseMirrorPlugins: () => [draftPlugin()],
  addCommands: () => ({
    startComment:
      () =>
      ({ state, tr }) => {
        const range = wordAround(state);
        if (range) tr.setMeta(key, range);
        return range !== null;
      },
    dropComment:
      () =>
      ({ tr }) => {
        tr.setMeta(key, null);
        return true;
      },
    markComment:
      (thread) =>
      ({ state, tr }) => {
        const draft = draftOf(state);
        if (!draft) return false;
        mark(tr, draft, thread);
        // Saying where a comment belongs changes nothing of the text: it is no suggestion.
        tr.setMeta(key, null).setMeta(SUGGESTED, true).setMeta('addToHistory', false);
        return true;
      },
    unmarkComment:
      (thread) =>
      ({ tr }) => {
        unmark(tr, thread);
        tr.setMeta(SUGGESTED, true).setMeta('addToHistory', false);
        return true;
      },
  }),
});
