/**
 * The words of one footnote as an editor of its own. What is typed in it becomes steps of the
 * document; what others change in the document comes back as the smallest difference.
 */
import { baseKeymap, toggleMark } from '@tiptap/pm/commands';
import { keymap } from '@tiptap/pm/keymap';
import type { Node } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Command, type Transaction } from '@tiptap/pm/state';
import { StepMap } from '@tiptap/pm/transform';
import { EditorView } from '@tiptap/pm/view';

export interface NoteHost {
  view: EditorView;
  /** Where the footnote stands now; null when it is gone. */
  position: () => number | null;
  label: string;
  /** Back to the reference in the text. */
  leave: () => void;
  undo: () => boolean;
  redo: () => boolean;
}

const FROM_OUTSIDE = 'fromOutside';

const breakLine: Command = (state, dispatch) => {
  const { hardBreak } = state.schema.nodes;
  if (!hardBreak) return false;
  dispatch?.(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView());
  return true;
};

function keys(host: NoteHost, node: Node): Record<string, Command> {
  const { bold, italic, underline } = node.type.schema.marks;
  const leave = () => {
    host.leave();
    return true;
  };
  return {
    ...baseKeymap,
    Enter: breakLine,
    'Shift-Enter': breakLine,
    Escape: leave,
    'Mod-z': host.undo,
    'Mod-y': host.redo,
    'Mod-Shift-z': host.redo,
    ...(bold && { 'Mod-b': toggleMark(bold) }),
    ...(italic && { 'Mod-i': toggleMark(italic) }),
    ...(underline && { 'Mod-u': toggleMark(underline) }),
  };
}

/** Repeats the steps of the note in the document, where the note stands. */
function carry(host: NoteHost, applied: readonly Transaction[]): void {
  const pos = host.position();
  if (pos === null) return;
  const { tr } = host.view.state;
  const offset = StepMap.offset(pos + 1);
  for (const step of applied.flatMap((it) => it.steps)) {
    const mapped = step.map(offset);
    if (mapped) tr.step(mapped);
  }
  if (tr.docChanged) host.view.dispatch(tr);
}

/** Opens the editor of a footnote below `place`. */
export function openNote(place: HTMLElement, node: Node, host: NoteHost): EditorView {
  const view = new EditorView(place, {
    state: EditorState.create({ doc: node, plugins: [keymap(keys(host, node))] }),
    attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': host.label },
    editable: () => host.view.editable,
    dispatchTransaction(transaction) {
      const { state, transactions } = view.state.applyTransaction(transaction);
      view.updateState(state);
      if (transaction.docChanged && !transaction.getMeta(FROM_OUTSIDE)) carry(host, transactions);
    },
  });
  return view;
}

/** Brings the note to what the document holds. */
export function refreshNote(view: EditorView, node: Node): void {
  const { state } = view;
  const start = node.content.findDiffStart(state.doc.content);
  const end = node.content.findDiffEnd(state.doc.content);
  if (start === null || !end) return;
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  const wanted = node.slice(start, end.a + overlap);
  view.dispatch(state.tr.replace(start, end.b + overlap, wanted).setMeta(FROM_OUTSIDE, true));
}

export function focusNote(view: EditorView): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.atEnd(view.state.doc)));
  view.focus();
}
