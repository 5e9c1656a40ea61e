/** What Enter makes of ``` and a language before it: a code block. */
import type { Command } from '@tiptap/pm/state';
import { attrsOf, writeAttrs } from '../commands/paragraphs';

const FENCE = /^```([\w+#-]*)$/;

export const codeFence: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'paragraph' || $from.parent.content.size > 30)
    return false;
  const fence = FENCE.exec($from.parent.textContent);
  if (!fence || attrsOf($from.parent).style === 'code') return false;
  const { tr } = state;
  const found = { pos: $from.before(), node: $from.parent, attrs: attrsOf($from.parent) };
  writeAttrs(tr, found, { style: 'code', language: fence[1] || null });
  dispatch?.(tr.delete($from.start(), $from.end()).scrollIntoView());
  return true;
};
