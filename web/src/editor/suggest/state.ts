/** The offer as a part of the editor's state: drawn at the caret, never in the document. */
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { afterTyping, type Offer } from './offer';

type Change = { show: Offer } | 'hide';

export const offerKey = new PluginKey<Offer | null>('suggest');

export const offerOf = (state: EditorState): Offer | null => offerKey.getState(state) ?? null;

export const show = (tr: Transaction, offer: Offer): Transaction =>
  tr.setMeta(offerKey, { show: offer } satisfies Change).setMeta('addToHistory', false);

export const hide = (tr: Transaction): Transaction =>
  tr.setMeta(offerKey, 'hide' satisfies Change).setMeta('addToHistory', false);

export function offered(tr: Transaction, offer: Offer | null): Offer | null {
  const change = tr.getMeta(offerKey) as Change | undefined;
  if (change === 'hide') return null;
  if (change) return change.show;
  if (!offer) return null;
  const { empty, from } = tr.selection;
  if (!tr.docChanged) return empty && from === offer.at ? offer : null;
  return empty ? afterTyping(offer, typedAt(tr, offer.at)) : null;
}

/** What the transaction wrote at a place and left the caret behind; empty when it did more. */
function typedAt(tr: Transaction, at: number): string {
  const { from } = tr.selection;
  const grown = tr.doc.content.size - tr.before.content.size;
  if (grown <= 0 || from !== at + grown || tr.mapping.map(at, -1) !== at) return '';
  return tr.doc.textBetween(at, from);
}

/** The plugin that keeps and draws the offer; `draw` makes its element. */
export const offerPlugin = (draw: (offer: Offer) => HTMLElement): Plugin<Offer | null> =>
  new Plugin<Offer | null>({
    key: offerKey,
    state: { init: () => null, apply: offered },
    props: {
      decorations: (state) => {
        const offer = offerOf(state);
        if (!offer) return null;
        return DecorationSet.create(state.doc, [
          Decoration.widget(offer.at, () => draw(offer), {
            side: 1,
            ignoreSelection: true,
            key: `suggest ${offer.at} ${offer.text}`,
            stopEvent: () => true,
          }),
        ]);
      },
    },
  });
