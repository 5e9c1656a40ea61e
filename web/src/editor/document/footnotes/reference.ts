/** A footnote's reference in the text: its number. A click leads to its words. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';

/** Asks whoever shows the footnotes to put the cursor into one; `detail` is its position. */
export const EDIT_FOOTNOTE = 'bureau-edit-footnote';

class Reference implements NodeView {
  readonly dom = document.createElement('span');

  constructor(label: string) {
    this.dom.dataset.footnote = '';
    this.dom.setAttribute('role', 'doc-noteref');
    this.dom.setAttribute('aria-label', label);
  }

  // The words are edited below; nothing of them is drawn here.
  update = (node: { type: { name: string } }): boolean => node.type.name === 'footnote';

  ignoreMutation = (): boolean => true;
}

export const FootnoteReferences = Extension.create<{ t: (key: string) => string }>({
  name: 'footnoteReferences',
  addOptions: () => ({ t: (key) => key }),
  addProseMirrorPlugins() {
    const { t } = this.options;
    return [
      new Plugin({
        props: {
          nodeViews: { footnote: () => new Reference(t('doc.footnote')) },
          handleClickOn(view, _, node, pos, __, isDirect) {
            if (!isDirect || node.type.name !== 'footnote') return false;
            // Whoever shows the words takes the click by preventing its default.
            const event = new CustomEvent(EDIT_FOOTNOTE, { detail: pos, cancelable: true });
            return !view.dom.dispatchEvent(event);
          },
        },
      }),
    ];
  },
});
