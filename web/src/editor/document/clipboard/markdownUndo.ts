/** The first undo after pasting Markdown gives the text as it was copied, the next takes it away. */
import { Plugin, PluginKey, Selection, type Transaction } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { linesAsSlice } from './text';

/** The change that brought it, and the text that it was. */
interface Pasted {
  change: Transaction;
  text: string;
}

const key = new PluginKey<Pasted | null>('pastedMarkdown');

export function rememberMarkdown(view: EditorView, change: Transaction, text: string): void {
  view.dispatch(view.state.tr.setMeta(key, { change, text }));
}

function after(tr: Transaction, pasted: Pasted | null): Pasted | null {
  const asked = tr.getMeta(key) as Pasted | undefined;
  if (asked) return asked;
  return tr.docChanged || tr.selectionSet ? null : pasted;
}

/** Takes the change back step by step, and puts the text in its place. */
function asText(tr: Transaction, { change, text }: Pasted): Transaction {
  for (let index = change.steps.length - 1; index >= 0; index -= 1) {
    const [step, doc] = [change.steps[index], change.docs[index]];
    if (step && doc) tr.step(step.invert(doc));
  }
  tr.setSelection(Selection.near(tr.doc.resolve(change.steps.length > 0 ? firstOf(change) : 0)));
  return tr.replaceSelection(linesAsSlice(text, tr.selection.$from)).scrollIntoView();
}

/** Where the change began. */
function firstOf(change: Transaction): number {
  let first = change.before.content.size;
  change.steps[0]?.getMap().forEach((from) => (first = Math.min(first, from)));
  return first;
}

const isUndo = (event: KeyboardEvent) =>
  event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;

export const undoMarkdown = (): Plugin =>
  new Plugin<Pasted | null>({
    key,
    state: { init: () => null, apply: after },
    props: {
      handleKeyDown(view, event) {
        const pasted = key.getState(view.state);
        if (!pasted || !isUndo(event)) return false;
        view.dispatch(asText(view.state.tr, pasted));
        return true;
      },
    },
  });
