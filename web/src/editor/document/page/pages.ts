/**
 * Pages as a view of the document: after a change, before the browser paints, the heights of the
 * edited blocks are measured, the cuts reckoned anew, and decorations move what begins a page.
 * No node of the document knows of pages, and a keystroke that changes no line changes nothing.
 *
 * A block that begins a page gets a margin; a paragraph over two pages gets floats at its start
 * that its lines flow around; a table gets a row of space.
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { Geometry } from './geometry';
import { Measures, SPACE, SPACE_AT, type Block } from './measure';
import { paginate, type Cut, type Layout } from './paginate';

/** A cut at a position of the document. */
interface PlacedCut extends Omit<Cut, 'block'> {
  pos: number;
  /** Footnotes referred to from here on belong to this page. */
  from: number;
  /** Of a table: which row begins the page. */
  row: number;
  /** Of a paragraph: how far below its top the text begins. */
  lead: number;
}

export interface PagesState {
  /** Null: no pages, the text flows on. */
  geometry: Geometry | null;
  layout: Omit<Layout, 'cuts'>;
  cuts: readonly PlacedCut[];
  decorations: DecorationSet;
}

type Change =
  { geometry: Geometry | null } | { cuts: readonly PlacedCut[]; layout: Omit<Layout, 'cuts'> };

export const pagesKey = new PluginKey<PagesState>('pages');

const nothing: PagesState = {
  geometry: null,
  layout: { pages: 1, end: 0, notes: [] },
  cuts: [],
  decorations: DecorationSet.empty,
};

export function setGeometry(view: EditorView, geometry: Geometry | null): void {
  view.dispatch(quietly(view.state).setMeta(pagesKey, { geometry } satisfies Change));
}

export const pagesOf = (state: EditorState): PagesState => pagesKey.getState(state) ?? nothing;

/** The page a position is on, counted from 1; null without pages. */
export function pageAt(state: EditorState, pos: number): number | null {
  const { geometry, cuts } = pagesOf(state);
  if (!geometry) return null;
  return cuts.reduce((page, cut) => (cut.pos <= pos && cut.at === 0 ? cut.page : page), 0) + 1;
}

/** The part of the document whose footnotes stand on a page, counted from 0. */
export function noteRange(state: EditorState, page: number): { from: number; to: number } {
  const { cuts } = pagesOf(state);
  const startOf = (wanted: number) => cuts.find((cut) => cut.page >= wanted)?.from;
  const to = startOf(page + 1) ?? state.doc.content.size;
  return { from: page === 0 ? 0 : (startOf(page) ?? to), to };
}

const quietly = (state: EditorState): Transaction =>
  state.tr.setMeta('addToHistory', false).setMeta('preventUpdate', true);

function floats(cuts: readonly PlacedCut[]): () => HTMLElement {
  return () => {
    const holder = document.createElement('span');
    holder.style.display = 'contents';
    let before = cuts[0]?.lead ?? 0;
    for (const { at, space } of cuts) {
      const lead = document.createElement('span');
      const gap = document.createElement('span');
      lead.className = 'page-lead';
      gap.className = 'page-space';
      lead.style.height = `${at - before + 0.5}px`;
      gap.style.height = `${space - 0.5}px`;
      gap.setAttribute(SPACE, String(space));
      gap.setAttribute(SPACE_AT, String(at));
      before = at;
      holder.append(lead, gap);
    }
    return holder;
  };
}

function row({ at, space }: PlacedCut, columns: number): () => HTMLElement {
  return () => {
    const line = document.createElement('tr');
    line.className = 'page-row';
    line.setAttribute(SPACE, String(space));
    line.setAttribute(SPACE_AT, String(at));
    const cell = line.insertCell();
    cell.colSpan = columns;
    cell.style.height = `${space}px`;
    return line;
  };
}

const rounded = (cuts: readonly PlacedCut[]) =>
  cuts.map((cut) => `${cut.at.toFixed(2)}:${cut.space.toFixed(2)}`).join(' ');

function rowStart(table: Block['node'], pos: number, index: number): number {
  let at = pos + 1;
  for (let before = 0; before < index; before += 1) at += table.child(before).nodeSize;
  return at;
}

function columnsOf(table: Block['node']): number {
  let columns = 0;
  table.firstChild?.forEach((cell) => (columns += Number(cell.attrs.colspan) || 1));
  return columns;
}

/** What shows the cuts of one block. */
function decorationsOf(state: EditorState, cuts: readonly PlacedCut[]): Decoration[] {
  const [first] = cuts;
  const node = first && state.doc.nodeAt(first.pos);
  if (!first || !node) return [];
  const made: Decoration[] = [];
  if (first.at === 0) {
    const attributes = { class: 'page-start', style: `--page-start:${first.space}px` };
    made.push(Decoration.node(first.pos, first.pos + node.nodeSize, attributes));
  }
  const inner = cuts.filter((cut) => cut.at > 0);
  if (inner.length === 0) return made;
  const spec = { side: -1000, ignoreSelection: true, marks: [] };
  if (node.type.name === 'table') {
    const columns = columnsOf(node);
    for (const cut of inner) {
      const key = `row ${rounded([cut])}`;
      made.push(
        Decoration.widget(rowStart(node, cut.pos, cut.row), row(cut, columns), { ...spec, key }),
      );
    }
  } else {
    const key = `lines ${rounded(inner)}`;
    made.push(Decoration.widget(first.pos + 1, floats(inner), { ...spec, key }));
  }
  return made;
}

function grouped(cuts: readonly PlacedCut[]): PlacedCut[][] {
  const groups: PlacedCut[][] = [];
  for (const cut of cuts) {
    const last = groups.at(-1);
    if (last?.[0]?.pos === cut.pos) last.push(cut);
    else groups.push([cut]);
  }
  return groups;
}

function apply(transaction: Transaction, before: PagesState, state: EditorState): PagesState {
  const change = transaction.getMeta(pagesKey) as Change | undefined;
  if (change && 'cuts' in change) {
    const made = grouped(change.cuts).flatMap((group) => decorationsOf(state, group));
    return { ...before, ...change, decorations: DecorationSet.create(state.doc, made) };
  }
  const { mapping, docChanged } = transaction;
  const moved = docChanged
    ? {
        cuts: before.cuts.map((cut) => ({
          ...cut,
          pos: mapping.map(cut.pos, 1),
          from: mapping.map(cut.from, 1),
        })),
        decorations: before.decorations.map(mapping, state.doc),
      }
    : {};
  return { ...before, ...moved, ...change };
}

const isSame = (a: readonly PlacedCut[], b: readonly PlacedCut[]) =>
  a.length === b.length &&
  a.every((cut, index) => {
    const other = b[index];
    return (
      other !== undefined &&
      cut.pos === other.pos &&
      cut.row === other.row &&
      Math.abs(cut.at - other.at) < 0.3 &&
      Math.abs(cut.space - other.space) < 0.3
    );
  });

/** Keeps the cuts of one view right. */
class Paginator {
  private readonly measures: Measures;
  private readonly sizes: ResizeObserver;
  private frame = 0;
  private timer = 0;
  private hasRemeasured = false;

  constructor(private readonly view: EditorView) {
    this.measures = new Measures(view);
    this.sizes = new ResizeObserver(() => this.check());
    this.sizes.observe(view.dom);
    view.dom.addEventListener('load', this.remeasure, true);
    document.fonts.addEventListener('loadingdone', this.remeasure);
    this.schedule();
  }

  update(view: EditorView, before: EditorState): void {
    const isOther = pagesOf(before).geometry !== pagesOf(view.state).geometry;
    if (isOther) this.measures.forget();
    if (isOther || before.doc !== view.state.doc) {
      this.hasRemeasured = false;
      this.schedule();
    }
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    window.clearTimeout(this.timer);
    this.sizes.disconnect();
    this.view.dom.removeEventListener('load', this.remeasure, true);
    document.fonts.removeEventListener('loadingdone', this.remeasure);
  }

  private schedule(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(this.run);
  }

  private readonly remeasure = (): void => {
    this.measures.forget();
    this.schedule();
  };

  /** Heights that changed without an edit (a picture, a font) show as another height of it all. */
  private check(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      const { geometry, layout } = pagesOf(this.view.state);
      const last = this.view.dom.lastElementChild;
      if (!geometry || !last || this.hasRemeasured) return;
      const box = this.view.dom.getBoundingClientRect();
      const scale = box.width / this.view.dom.offsetWidth || 1;
      const end = (last.getBoundingClientRect().bottom - box.top) / scale;
      if (Math.abs(end - layout.end) < 1) return;
      this.hasRemeasured = true;
      this.remeasure();
    }, 250);
  }

  private readonly run = (): void => {
    this.frame = 0;
    const { state, isDestroyed } = this.view;
    const { geometry, cuts, layout, decorations } = pagesOf(state);
    if (isDestroyed) return;
    const blocks = geometry ? this.measures.blocks() : [];
    const found = geometry ? paginate(blocks, geometry) : { ...nothing.layout, cuts: [] };
    const placed = found.cuts.map((cut) => place(cut, blocks));
    const shown = new Set(decorations.find().map((it) => it.from)).size;
    const wanted = grouped(placed).reduce((sum, group) => sum + spots(group), 0);
    const isKept = isSame(cuts, placed) && shown === wanted;
    const isStill = layout.pages === found.pages && Math.abs(layout.end - found.end) < 0.3;
    if (isKept && isStill) return;
    const { pages, end, notes } = found;
    const change: Change = { cuts: placed, layout: { pages, end, notes } };
    this.view.dispatch(quietly(state).setMeta(pagesKey, change));
  };
}

/** At how many positions the cuts of a block are shown. */
function spots(group: readonly PlacedCut[]): number {
  const whole = group.some((cut) => cut.at === 0) ? 1 : 0;
  const rows = new Set(group.filter((cut) => cut.at > 0).map((cut) => cut.row)).size;
  return whole + rows;
}

function place({ block, at, space, page }: Cut, blocks: readonly Block[]): PlacedCut {
  const found = blocks[block];
  const row = found?.rows.filter((it) => it <= at).length ?? 0;
  const pos = found?.pos ?? 0;
  const note = found?.notes.find((it) => it.at >= at);
  const from = at === 0 || !found ? pos : pos + (note?.offset ?? found.node.nodeSize);
  return { at, space, page, pos, from, row, lead: found?.lead ?? 0 };
}

/** Shows pages once `setGeometry` told what they look like. */
export const Pages = Extension.create({
  name: 'pages',
  addProseMirrorPlugins: () => [
    new Plugin<PagesState>({
      key: pagesKey,
      state: {
        init: () => nothing,
        apply: (transaction, before, _, state) => apply(transaction, before, state),
      },
      props: { decorations: (state) => pagesOf(state).decorations },
      view: (view) => new Paginator(view),
    }),
  ],
});
