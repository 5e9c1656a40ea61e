/** Finds the address that was just typed before the cursor. */
import type { ResolvedPos } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { hrefOf } from '../commands/links';
import { attrsOf } from '../commands/paragraphs';
import { markType } from '../commands/text';

const LOOK_BACK = 2000;
const ADDRESS = /(?:^|[\s(\ufffc])((?:https?:\/\/|www\.)[^\s<>"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)$/i;
const TRAILING = /[.,;:!?'")\]]+$/;

/** Links the address that ends at a position; false when there is none, or it is linked. */
export function linkBefore(tr: Transaction, $end: ResolvedPos): boolean {
  const { parent, parentOffset } = $end;
  if (parent.type.name !== 'paragraph' || attrsOf(parent).style === 'code') return false;
  const start = Math.max(0, parentOffset - LOOK_BACK);
  const typed = ADDRESS.exec(parent.textBetween(start, parentOffset, undefined, '\ufffc'))?.[1];
  const word = typed?.replace(TRAILING, '') ?? '';
  const href = word ? hrefOf(word) : '';
  if (!typed || !href) return false;
  const from = $end.pos - typed.length;
  const to = from + word.length;
  const link = markType(tr.doc, 'link');
  const isPlain =
    !tr.doc.rangeHasMark(from, to, link) &&
    !tr.doc.rangeHasMark(from, to, markType(tr.doc, 'code'));
  if (!isPlain) return false;
  tr.addMark(from, to, link.create({ href })).removeStoredMark(link);
  return true;
}
