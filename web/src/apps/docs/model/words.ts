/** Counting words, once per block: a block that was not edited is never counted again. */
import type { Node } from '@tiptap/pm/model';

export interface Count {
  words: number;
  characters: number;
  /** Characters without spaces. */
  letters: number;
}

// A word may hold apostrophes, hyphens and dots; each Chinese or Japanese letter counts as one.
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}';
const WORD = new RegExp(
  `[${CJK}]|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+(?:['’.\\-](?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+)*`,
  'gu',
);

const known = new WeakMap<Node, Count>();

export function countText(text: string): Count {
  return {
    words: text.match(WORD)?.length ?? 0,
    characters: [...text].length,
    letters: [...text.replace(/\s+/g, '')].length,
  };
}

const sum = (a: Count, b: Count): Count => ({
  words: a.words + b.words,
  characters: a.characters + b.characters,
  letters: a.letters + b.letters,
});

export const none: Count = { words: 0, characters: 0, letters: 0 };

export function countNode(node: Node): Count {
  const found = known.get(node);
  if (found) return found;
  let count = none;
  if (node.isTextblock) count = countText(node.textBetween(0, node.content.size, ' ', leafText));
  else node.forEach((child) => (count = sum(count, countNode(child))));
  known.set(node, count);
  return count;
}

export const countBetween = (doc: Node, from: number, to: number): Count =>
  countText(doc.textBetween(from, to, '\n', leafText));

function leafText(node: Node): string {
  if (node.type.name === 'mention') return String(node.attrs.label);
  return node.type.name === 'hardBreak' ? ' ' : '';
}
