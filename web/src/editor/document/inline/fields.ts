/** Fields of headers and footers: what they stand for here, else their name. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { DocumentOptions } from '../options';

type Options = Pick<DocumentOptions, 'fieldText' | 't'>;

export const Fields = Extension.create<Options>({
  name: 'fields',
  addOptions: () => ({ fieldText: () => null, t: (key) => key }),
  addProseMirrorPlugins() {
    const { fieldText, t } = this.options;
    return [
      new Plugin({
        props: {
          nodeViews: {
            field(node) {
              const kind = String(node.attrs.kind);
              const dom = document.createElement('span');
              dom.dataset.field = kind;
              dom.textContent = fieldText(kind) ?? t(`doc.field.${kind}`);
              return { dom, ignoreMutation: () => true };
            },
          },
        },
      }),
    ];
  },
});
