/** Where each piece of a merged document stood before, and stands in the plainly changed one. */
import type { Node } from '@tiptap/pm/model';

export interface Range {
  from: number;
  to: number;
}

export interface Leaf {
  old: Range | null;
  next: Range | null;
}

/** The ranges of the pieces of a node, in order: characters, objects, ends of paragraphs. */
export function rangesOf(node: Node, pos: number): Range[] {
  if (node.isText) return characters(node.text ?? '', pos);
  if (node.isLeaf) return [{ from: pos, to: pos + node.nodeSize }];
  const ranges = rangesWithin(node, pos + 1);
  const end = pos + node.nodeSize - 1;
  if (node.type.name === 'paragraph') ranges.push({ from: end, to: end + 1 });
  return ranges;
}

/** The ranges of the pieces inside a node whose content starts at `start`. */
export function rangesWithin(node: { forEach: Node['forEach'] }, start: number): Range[] {
  const ranges: Range[] = [];
  node.forEach((child, offset) => {
    for (const range of rangesOf(child, start + offset)) ranges.push(range);
  });
  return ranges;
}

function characters(text: string, start: number): Range[] {
  const ranges: Range[] = [];
  let from = start;
  for (const char of text) {
    ranges.push({ from, to: from + char.length });
    from += char.length;
  }
  return ranges;
}

export const leavesOf = (node: Node, pos: number, side: 'old' | 'next'): Leaf[] =>
  rangesOf(node, pos).map((range) => ({ old: null, next: null, [side]: range }));
