/** Moves the selected paragraphs over their neighbour. */
import { Extension } from '@tiptap/core';
import { TextSelection, type Transaction } from '@tiptap/pm/state';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentMove: {
      /** Up (-1) or down (1), within the page or the cell. */
      moveParagraphs: (direction: -1 | 1) => ReturnType;
    };
  }
}

function move(tr: Transaction, direction: -1 | 1): boolean {
  const { $from, $to, anchor, head } = tr.selection;
  const range = $from.blockRange($to);
  if (!range || range.parent.inlineContent || range.parent.type.name === 'tableRow') return false;
  const { start, end } = range;
  const beside =
    direction === -1 ? tr.doc.resolve(start).nodeBefore : tr.doc.resolve(end).nodeAfter;
  if (!beside) return false;
  const [from, to] =
    direction === -1 ? [start - beside.nodeSize, start] : [end, end + beside.nodeSize];
  // The neighbour moves, not the paragraphs: what others type in them stays in place.
  tr.delete(from, to).insert(direction === -1 ? end - beside.nodeSize : start, beside);
  const shift = direction * beside.nodeSize;
  tr.setSelection(TextSelection.create(tr.doc, anchor + shift, head + shift)).scrollIntoView();
  return true;
}

export const MoveCommands = Extension.create({
  name: 'documentMove',
  addCommands: () => ({
    moveParagraphs:
      (direction) =>
      ({ tr }) =>
        move(tr, direction),
  }),
});
