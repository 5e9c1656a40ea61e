/**
 * The headings of a document in order, for the outline, the table of contents and links to them.
 * The list stays the same object until a heading's text or level changes.
 */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { headingLevel } from '../schema/attributes';
import { collectAll, follow, isChanged, type Tracked } from '../tracking/nodes';

export interface Heading {
  level: number;
  text: string;
  /** What a link to it ends with: `#anchor`. */
  anchor: string;
}

interface Outline {
  nodes: readonly Tracked[];
  headings: readonly Heading[];
}

const key = new PluginKey<Outline>('documentHeadings');

const levelOf = (node: Node) => headingLevel(String(node.attrs.style));

const isHeading = (node: Node) => node.type.name === 'paragraph' && levelOf(node) > 0;

/** The words of a heading, without the text of its footnotes. */
function wordsOf(node: Node): string {
  let words = '';
  node.forEach((child) => {
    if (child.isText) words += child.text ?? '';
    else if (child.type.name === 'mention') words += String(child.attrs.label);
    else if (child.type.name === 'hardBreak') words += ' ';
  });
  return words.trim();
}

const slug = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '') || 'section';

function headingsOf(nodes: readonly Tracked[]): Heading[] {
  const times = new Map<string, number>();
  return nodes.map(({ node }) => {
    const text = wordsOf(node);
    const base = slug(text);
    const time = (times.get(base) ?? 0) + 1;
    times.set(base, time);
    return { level: levelOf(node), text, anchor: time === 1 ? base : `${base}-${time}` };
  });
}

const isSame = (before: Node, now: Node) =>
  before === now ||
  (before.attrs.style === now.attrs.style &&
    (before.content === now.content || wordsOf(before) === wordsOf(now)));

function after(tr: Transaction, before: Outline): Outline {
  if (!tr.docChanged) return before;
  const tracking = follow(before.nodes, tr, isHeading);
  const { nodes } = tracking;
  return { nodes, headings: isChanged(tracking, isSame) ? headingsOf(nodes) : before.headings };
}

/** The headings; the same object while none changed. */
export const documentHeadings = (state: EditorState): readonly Heading[] =>
  key.getState(state)?.headings ?? [];

/** Where the headings start now, in the same order. */
export const headingPositions = (state: EditorState): number[] =>
  (key.getState(state)?.nodes ?? []).map((it) => it.pos);

/** The position of the heading that `#anchor` means. */
export function positionOfAnchor(state: EditorState, anchor: string): number | null {
  const index = documentHeadings(state).findIndex((it) => it.anchor === anchor);
  return key.getState(state)?.nodes[index]?.pos ?? null;
}

export const Headings = Extension.create({
  name: 'documentHeadings',
  addProseMirrorPlugins: () => [
    new Plugin<Outline>({
      key,
      state: {
        init: (_, { doc }) => {
          const nodes = collectAll(doc, isHeading);
          return { nodes, headings: headingsOf(nodes) };
        },
        apply: after,
      },
    }),
  ],
});
