/**
 * Letters go straight into the document. In a long text the browser's own insertion, which
 * ProseMirror would read back from the page, takes most of the time of a key.
 */
import { Extension } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/**
 * Whether the browser would write where the editor believes the caret to be: after a fast End or
 * arrow key the editor hears of the caret's move only later.
 */
function isAtCaret(view: EditorView, event: InputEvent): boolean {
  const [range] = event.getTargetRanges();
  if (!range) return false;
  const { from, to } = view.state.selection;
  return (
    view.posAtDOM(range.startContainer, range.startOffset) === from &&
    view.posAtDOM(range.endContainer, range.endOffset) === to
  );
}

/** True when the letters were put in; else the browser does what it always does. */
function insert(view: EditorView, event: InputEvent): boolean {
  const { selection } = view.state;
  const text = event.data;
  if (event.inputType !== 'insertText' || !text || event.isComposing || view.composing)
    return false;
  if (!view.editable || !(selection instanceof TextSelection)) return false;
  if (!selection.$from.sameParent(selection.$to) || !isAtCaret(view, event)) return false;
  const { from, to } = selection;
  const plainly = () => view.state.tr.insertText(text, from, to).scrollIntoView();
  const isTaken = view.someProp('handleTextInput', (take) => take(view, from, to, text, plainly));
  if (!isTaken) view.dispatch(plainly());
  event.preventDefault();
  return true;
}

/**
 * React counts the letters up to the caret of a focused editable element whenever it draws anything,
 * to put the selection back after it; in here nothing but the editor moves it.
 */
function keepFromReact(element: HTMLElement): void {
  Object.defineProperty(element, 'contentEditable', {
    configurable: true,
    get: () => 'inherit',
    set: (value: string) => element.setAttribute('contenteditable', value),
  });
}

export const DirectTyping = Extension.create({
  name: 'directTyping',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: { handleDOMEvents: { beforeinput: insert } },
      view: ({ dom }) => {
        keepFromReact(dom);
        return {};
      },
    }),
  ],
});
