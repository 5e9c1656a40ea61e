/** The footnotes of a document in order; each reference shows its number. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { allLabels, relabel, type Labelled } from '../tracking/labels';
import { collectAll, follow } from '../tracking/nodes';

export interface FootnoteEntry {
  pos: number;
  node: Node;
  number: number;
}

const key = new PluginKey<Labelled>('footnoteNumbers');

const isFootnote = (node: Node) => node.type.name === 'footnote';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

function after(tr: Transaction, before: Labelled): Labelled {
  if (!tr.docChanged) return before;
  const tracking = follow(before.nodes, tr, isFootnote);
  const { nodes } = tracking;
  const isSame = nodes.length === before.nodes.length;
  const labels = isSame ? before.labels : numbers(nodes.length);
  return { nodes, labels, decorations: relabel(before, tr, tracking, labels) };
}

/** The footnotes in order, with their numbers and positions. */
export function documentFootnotes(state: EditorState): FootnoteEntry[] {
  const nodes = key.getState(state)?.nodes ?? [];
  return nodes.map((it, index) => ({ ...it, number: index + 1 }));
}

/** The footnotes whose references stand in a range, such as a page. */
export const footnotesBetween = (state: EditorState, from: number, to: number): FootnoteEntry[] =>
  documentFootnotes(state).filter((it) => it.pos >= from && it.pos < to);

export const FootnoteNumbers = Extension.create({
  name: 'footnoteNumbers',
  addProseMirrorPlugins: () => [
    new Plugin<Labelled>({
      key,
      state: {
        init: (_, { doc }) => {
          const nodes = collectAll(doc, isFootnote);
          const labels = numbers(nodes.length);
          return { nodes, labels, decorations: allLabels(doc, nodes, labels) };
        },
        apply: after,
      },
      props: { decorations: (state) => key.getState(state)?.decorations },
    }),
  ],
});
