/**
 * Grey text that goes on where somebody writes. Tab or → accepts it, Ctrl or Alt with → a word of
 * it, Escape puts it away; a tap on it accepts it too. It is not in the document.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Context, Suggestion } from '@/platform/compose';
import { acceptAll, acceptWord } from './accept';
import { Asker } from './asking';
import { offerOf, offerPlugin } from './state';
import { greyText } from './grey';
import { Hint } from './hint';
import { wasTaken } from './offer';
import { placeOf } from './place';

export interface SuggestOptions {
  /** Answers with the likeliest continuations; an empty list is none. */
  ask: (prefix: string, context: Context) => Promise<Suggestion[]>;
  /** What is known of the draft besides its text; asked at every question. */
  context: () => Context;
  isOn: () => boolean;
  /** Said once to who cannot see the grey text. */
  hint: string;
}

/** What a key does to the offer that is shown. */
export function accepts(event: KeyboardEvent): 'all' | 'word' | 'none' | null {
  if (event.isComposing || event.shiftKey) return null;
  const isModified = event.ctrlKey || event.altKey || event.metaKey;
  if (event.key === 'ArrowRight') return isModified ? 'word' : 'all';
  if (isModified) return null;
  if (event.key === 'Tab') return 'all';
  return event.key === 'Escape' ? 'none' : null;
}

export const SuggestExtension = Extension.create<SuggestOptions>({
  name: 'smartCompose',
  // Before lists and tables, which have plans for Tab too.
  priority: 1000,
  addOptions: () => ({
    ask: () => Promise.resolve([]),
    context: () => ({}),
    isOn: () => true,
    hint: '',
  }),
  addProseMirrorPlugins() {
    const { options } = this;
    let asker: Asker | undefined;
    let accept: () => void = () => undefined;
    const start = (view: EditorView) => {
      const hint = new Hint(view.dom, options.hint);
      const made = new Asker(view, {
        ask: (prefix, has_signature) =>
          options.ask(prefix, { ...options.context(), has_signature }),
        isOn: options.isOn,
        onShown: () => hint.say(),
      });
      asker = made;
      accept = () => {
        acceptAll(view);
        view.focus();
      };
      return {
        update: (_: EditorView, before: EditorView['state']) => {
          const { state } = view;
          const isSame = state.doc.eq(before.doc) && state.selection.eq(before.selection);
          if (isSame) return;
          if (offerOf(state)) return made.forget();
          const old = offerOf(before);
          if (old && !state.doc.eq(before.doc)) made.reluctance.outcome(wasTaken(old, state.doc));
          // A caret that was only moved is not writing.
          if (state.doc.eq(before.doc)) made.forget();
          else made.later();
        },
        destroy: () => {
          made.forget();
          hint.remove();
        },
      };
    };
    const keys = new Plugin({
      view: start,
      props: {
        handleKeyDown: (view, event) => {
          const wish = offerOf(view.state) ? accepts(event) : null;
          if (!wish) return false;
          if (wish === 'none') return asker?.dismiss() ?? false;
          return wish === 'all' ? acceptAll(view) : acceptWord(view);
        },
        handleDOMEvents: {
          focus: (view) => {
            // An empty text may begin with a greeting; elsewhere focus alone is no writing.
            if (placeOf(view.state)?.prefix === '') asker?.later();
            return false;
          },
          blur: () => {
            asker?.dismiss();
            return false;
          },
          compositionstart: () => {
            asker?.dismiss();
            return false;
          },
        },
      },
    });
    return [offerPlugin((offer) => greyText(offer.text, () => accept())), keys];
  },
});
