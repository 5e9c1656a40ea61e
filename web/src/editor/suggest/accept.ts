/** Takes an offer over into the document, as one step of undo. */
import { closeHistory } from '@tiptap/pm/history';
import type { EditorView } from '@tiptap/pm/view';
import { firstWord, type Offer } from './offer';
import { offerOf, show } from './state';

/** Accept the whole offer; false when there is none. */
export function acceptAll(view: EditorView): boolean {
  const offer = offerOf(view.state);
  if (!offer) return false;
  insert(view, offer.text, offer);
  return true;
}

/** Accept the first word of the offer and keep the rest; false when there is none. */
export function acceptWord(view: EditorView): boolean {
  const offer = offerOf(view.state);
  if (!offer) return false;
  const word = firstWord(offer);
  const rest = offer.text.slice(word.length);
  const isWhole = rest.trim() === '' || word.includes('\n');
  insert(view, isWhole ? offer.text : word, offer, isWhole ? '' : rest);
  return true;
}

function insert(view: EditorView, text: string, offer: Offer, rest = ''): void {
  const tr = closeHistory(view.state.tr);
  let at = offer.at;
  text.split('\n').forEach((line, index) => {
    if (index > 0) {
      tr.split(at);
      at += 2;
    }
    if (line) tr.insertText(line, at);
    at += line.length;
  });
  tr.scrollIntoView();
  view.dispatch(rest ? show(tr, { text: rest, at }).setMeta('addToHistory', true) : tr);
  // What is typed next is undone by itself.
  view.dispatch(closeHistory(view.state.tr));
}
