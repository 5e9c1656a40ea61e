/**
 * Numbers of list paragraphs. The numbering runs over the document's list paragraphs again only
 * when one came, went, or changed its place in a list; typing in one just shifts positions.
 * Their views show them, not decorations: those are asked for every block at every key.
 */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { attrsOf } from '../commands/paragraphs';
import type { Words } from '../options';
import { collectAll, follow, isChanged, type Tracked } from '../tracking/nodes';
import { ItemView, plainView, ShownItems } from './itemView';
import { labelOf } from './model';

export interface Numbering {
  nodes: readonly Tracked[];
  /** One for each node; empty where the paragraph tells its label itself. */
  labels: readonly string[];
}

const key = new PluginKey<Numbering>('listLabels');

export const isListParagraph = (node: Node): boolean =>
  node.type.name === 'paragraph' && node.attrs.list !== null;

const FACTS = ['list', 'level', 'listId', 'marker', 'start'] as const;

function isSameItem(before: Node, now: Node): boolean {
  return before === now || FACTS.every((fact) => before.attrs[fact] === now.attrs[fact]);
}

/** Counts the items of one list per level; a level starts anew under a new parent. */
class Counter {
  private readonly numbers: number[] = [];

  next(level: number, start: number | null, counts: boolean): number {
    const number = start ?? (this.numbers[level] ?? 0) + (counts ? 1 : 0);
    while (this.numbers.length < level) this.numbers.push(0);
    this.numbers.length = level;
    this.numbers.push(number);
    return number;
  }
}

const touches = (before: Tracked | undefined, now: Tracked) =>
  before !== undefined &&
  before.node.attrs.listId === null &&
  before.pos + before.node.nodeSize === now.pos;

/** The label of each list paragraph. Those without a list id count while they follow on. */
export function labelsOf(items: readonly Tracked[]): string[] {
  const lists = new Map<string, Counter>();
  let run = new Counter();
  return items.map((it, index) => {
    const { list, level, listId, marker, start } = attrsOf(it.node);
    if (!list) return '';
    if (listId === null && !touches(items[index - 1], it)) run = new Counter();
    const counter = listId === null ? run : (lists.get(listId) ?? new Counter());
    if (listId !== null) lists.set(listId, counter);
    const number = counter.next(level, start, list === 'ordered');
    // Bullets depend on nothing else: their paragraph tells them itself.
    return list === 'ordered' ? labelOf(list, level, marker, number) : '';
  });
}

function opened(doc: Node): Numbering {
  const nodes = collectAll(doc, isListParagraph);
  return { nodes, labels: labelsOf(nodes) };
}

function after(tr: Transaction, before: Numbering): Numbering {
  if (!tr.docChanged) return before;
  const tracking = follow(before.nodes, tr, isListParagraph);
  const labels = isChanged(tracking, isSameItem) ? labelsOf(tracking.nodes) : before.labels;
  return { nodes: tracking.nodes, labels };
}

/** The list paragraphs of a document in order, and what stands before each. */
export function listLabels(state: EditorState): Numbering | undefined {
  return key.getState(state);
}

export const ListLabels = Extension.create<{ t: Words }>({
  name: 'listLabels',
  addOptions: () => ({ t: (key) => key }),
  addProseMirrorPlugins() {
    const { t } = this.options;
    const shown = new ShownItems();
    return [
      new Plugin<Numbering>({
        key,
        state: { init: (_, state) => opened(state.doc), apply: after },
        props: {
          nodeViews: {
            paragraph: (node, _, getPos) =>
              isListParagraph(node) ? new ItemView(node, t, getPos, shown) : plainView(node, t),
          },
        },
        view: (view) => {
          shown.write(listLabels(view.state));
          return {
            update: (now, before) => {
              const [numbering, old] = [listLabels(now.state), listLabels(before)];
              if (shown.hasNew || numbering?.labels !== old?.labels) shown.write(numbering);
            },
          };
        },
      }),
    ];
  },
});
