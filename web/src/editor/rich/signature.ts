/** The signature: a part of the text of its own, so that another one can take its place. */
import { Node } from '@tiptap/core';
import { DOMParser as Reader } from '@tiptap/pm/model';
import { SIGNATURE_CLASS as CLASS, signatureHtml } from '../wire';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    signature: {
      /** Put this signature in place of the one before; empty takes it away. */
      setSignature: (html: string) => ReturnType;
    };
  }
}

function slice(html: string): HTMLElement {
  const box = document.createElement('div');
  box.innerHTML = new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
  return box;
}

export const SignatureNode = Node.create({
  name: 'signature',
  group: 'block',
  content: 'block+',
  defining: true,
  parseHTML: () => [{ tag: `div.${CLASS}` }],
  renderHTML: () => ['div', { class: CLASS }, 0],
  addCommands() {
    return {
      setSignature:
        (html) =>
        ({ tr, editor, dispatch }) => {
          let from = tr.doc.content.size;
          let to = from;
          tr.doc.forEach((node, offset) => {
            if (node.type.name !== 'signature') return;
            [from, to] = [offset, offset + node.nodeSize];
          });
          const reader = Reader.fromSchema(editor.schema);
          const made = html ? reader.parse(slice(signatureHtml(html))).content : null;
          if (dispatch) {
            tr.delete(from, to);
            if (made) tr.insert(from, made);
            dispatch(tr);
          }
          return true;
        },
    };
  },
});
