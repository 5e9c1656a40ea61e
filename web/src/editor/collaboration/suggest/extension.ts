/**
 * Suggesting in a Tiptap editor. While somebody suggests, each of their changes is told as a
 * suggestion; while they edit for real, the suggestions of others stay what they are. What comes
 * from Yjs (colleagues, undo, redo) is never touched.
 *
 *     suggesting({ author: () => (mode === 'suggesting' ? me.id : null), onRefused })
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { isFromYjs } from '../binding';
import classes from '../collaboration.module.css';
import { Unsuggestable } from './policy';
import { SETTLES, settle, type Verdict } from './resolve';
import { piecesOf, type Piece } from './scan';
import { SUGGESTED, transformed } from './transform';

export interface SuggestingOptions {
  /** Who suggests now (a person's id, `guest:<name>`); null while editing for real. */
  author: () => string | null;
  /** A change that can't be suggested was not made. */
  onRefused: () => void;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    suggesting: {
      /** Accept or reject the suggestions with these ids; all when none are given. */
      settleSuggestions: (verdict: Exclude<Verdict, 'keep'>, ids?: readonly string[]) => ReturnType;
      /** Accept or reject what the selection touches. */
      settleSelected: (verdict: Exclude<Verdict, 'keep'>) => ReturnType;
    };
  }
}

const isTaken = (piece: Piece, { selection }: EditorState): boolean =>
  piece.from <= selection.to && piece.to >= selection.from;

function pilcrow({ kind, id, by }: Piece): HTMLElement {
  const element = document.createElement(kind === 'insert' ? 'ins' : 'del');
  element.className = classes.pilcrow ?? '';
  element.dataset.id = id;
  element.dataset.by = by;
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** Text shows its marks by itself; ends of paragraphs, looks, rows and objects need help. */
function decorationOf(piece: Piece): Decoration | null {
  const { kind, object, from, to, id, by } = piece;
  if (object === null) return null;
  if (kind === 'style')
    return Decoration.node(from - 1, to + 1, {
      class: classes.restyled ?? '',
      'data-id': id,
      'data-by': by,
    });
  if (object === 'paragraph')
    return Decoration.widget(from, () => pilcrow(piece), { side: 1, key: `${id}${kind}` });
  const looks = kind === 'insert' ? classes.inserted : classes.deleted;
  return Decoration.node(from, to, { class: looks ?? '', 'data-id': id, 'data-by': by });
}

function decorationPlugin(): Plugin<DecorationSet> {
  const key = new PluginKey<DecorationSet>('suggestions');
  const draw = ({ doc }: EditorState) =>
    DecorationSet.create(
      doc,
      piecesOf(doc).flatMap((piece) => decorationOf(piece) ?? []),
    );
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state),
      apply: (transaction, set, _before, state) => (transaction.docChanged ? draw(state) : set),
    },
    props: { decorations: (state) => key.getState(state) },
  });
}

export function suggesting({ author, onRefused }: SuggestingOptions): Extension {
  return Extension.create({
    name: 'suggesting',
    priority: 900,
    addProseMirrorPlugins: () => [decorationPlugin()],
    dispatchTransaction({ transaction, next }) {
      const isSettled = Boolean(transaction.getMeta(SUGGESTED) ?? transaction.getMeta(SETTLES));
      if (!transaction.docChanged || isSettled || isFromYjs(transaction)) return next(transaction);
      try {
        next(transformed(this.editor.state, transaction, author()));
      } catch (error) {
        if (!(error instanceof Unsuggestable)) throw error;
        onRefused();
      }
    },
    addCommands: () => ({
      settleSuggestions:
        (verdict, ids) =>
        ({ state, dispatch, view, tr }) => {
          const wanted = ids && new Set(ids);
          const settled = settle(state, ({ id }) => (!wanted || wanted.has(id) ? verdict : 'keep'));
          tr.setMeta('preventDispatch', true);
          if (settled && dispatch) view.dispatch(settled);
          return settled !== null;
        },
      settleSelected:
        (verdict) =>
        ({ state, commands }) => {
          const taken = piecesOf(state.doc).filter((it) => isTaken(it, state));
          const ids = taken.map((it) => it.id);
          return ids.length > 0 && commands.settleSuggestions(verdict, ids);
        },
    }),
  });
}
