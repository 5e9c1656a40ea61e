/** A click on the box of a checklist item ticks it. */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { attrsOf } from '../commands/paragraphs';

function tick(view: EditorView, box: Element): boolean {
  const item = box.parentElement;
  if (!view.editable || !item) return false;
  const pos = view.posAtDOM(item, 0) - 1;
  const node = view.state.doc.nodeAt(pos);
  if (node?.type.name !== 'paragraph' || attrsOf(node).list !== 'check') return false;
  view.dispatch(view.state.tr.setNodeAttribute(pos, 'checked', !attrsOf(node).checked));
  return true;
}

export const Checkboxes = Extension.create({
  name: 'checkboxes',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          mousedown(view, event) {
            const box = event.target instanceof Element && event.target.closest('[data-checkbox]');
            if (!box || event.button !== 0) return false;
            // The cursor stays where it is; a touch keyboard stays closed.
            event.preventDefault();
            return tick(view, box);
          },
        },
      },
    }),
  ],
});
