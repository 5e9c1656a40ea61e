/**
 * The heights of blocks as the browser laid them out, kept by node: a node that was not edited is
 * never measured again. What pages add (spaces at cuts) is taken off, so that the answer is the
 * same with and without pages. Pixels are those of the page, whatever the zoom.
 */
import type { Node } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { withoutOrphans, type Flow } from './paginate';

export const SPACE = 'data-page-space';
export const SPACE_AT = 'data-page-at';

/** A block of the document in the flow. */
export interface Block extends Flow {
  node: Node;
  pos: number;
  /** Of a table: the bottoms of its rows. */
  rows: readonly number[];
  /** Of a paragraph: how far below its top the text begins; known once its cuts are. */
  lead: number;
  notes: readonly BlockNote[];
}

/** A footnote of a block. */
interface BlockNote {
  at: number;
  height: number;
  /** Of its reference, within the block. */
  offset: number;
}

interface Space {
  at: number;
  height: number;
}

/** The spaces inside a block that pages have put there. */
function spacesIn(element: Element): Space[] {
  return [...element.querySelectorAll(`[${SPACE}]`)].map((it) => ({
    at: Number(it.getAttribute(SPACE_AT)),
    height: Number(it.getAttribute(SPACE)),
  }));
}

const total = (spaces: readonly Space[]) => spaces.reduce((sum, it) => sum + it.height, 0);

/** Where a distance from the block's top would be without the spaces above it. */
function natural(y: number, spaces: readonly Space[]): number {
  let rest = y;
  for (const space of spaces) {
    if (rest < space.at + space.height - 1) break;
    rest -= space.height;
  }
  return rest;
}

/** Of footnotes (9 pt): the height of a line, the width of a letter on average. */
const NOTE_LINE_PX = 16.2;
const LETTER_PX = 5.7;

function hasNotes(block: Node): boolean {
  let isFound = false;
  block.descendants((node) => {
    isFound ||= node.type.name === 'footnote';
    return !isFound && !node.isText;
  });
  return isFound;
}

const HEADINGS = /^(title|subtitle|heading\d)$/;

export class Measures {
  private known = new WeakMap<Node, Block>();
  private scale = 1;

  constructor(private readonly view: EditorView) {}

  forget(): void {
    this.known = new WeakMap();
  }

  /** All blocks of the document, measured as far as they were not known. */
  blocks(): Block[] {
    const { dom, state } = this.view;
    this.scale = dom.offsetWidth ? dom.getBoundingClientRect().width / dom.offsetWidth : 1;
    const blocks: Block[] = [];
    state.doc.forEach((node, pos) => blocks.push(this.block(node, pos)));
    return blocks;
  }

  private block(node: Node, pos: number): Block {
    const known = this.known.get(node);
    if (known) {
      known.pos = pos;
      return known;
    }
    const block = this.measure(node, pos);
    this.known.set(node, block);
    return block;
  }

  private element(pos: number): HTMLElement | null {
    const dom = this.view.nodeDOM(pos);
    return dom instanceof HTMLElement ? dom : null;
  }

  private measure(node: Node, pos: number): Block {
    const element = this.element(pos);
    const whole = element ? element.getBoundingClientRect().height / this.scale : 0;
    const inside = element?.querySelector(`[${SPACE}]`) ? total(spacesIn(element)) : 0;
    const block: Block = {
      node,
      pos,
      rows: [],
      notes: [],
      lead: 0,
      height: whole - inside,
      cuts: () => [],
    };
    if (element && hasNotes(node)) block.notes = this.notesOf(block, element);
    if (node.type.name === 'table') block.cuts = once(() => this.rowCuts(block));
    if (node.type.name === 'paragraph') this.describe(block);
    if (node.type.name === 'pageBreak') block.endsPage = true;
    return block;
  }

  /** Footnotes stand at the foot of the page; their heights are reckoned from their length. */
  private notesOf(block: Block, element: HTMLElement): BlockNote[] {
    const spaces = spacesIn(element);
    const top = element.getBoundingClientRect().top;
    const width = (this.view.dom.clientWidth || 600) * 0.7;
    const notes: BlockNote[] = [];
    block.node.descendants((node, offset) => {
      if (node.type.name !== 'footnote') return true;
      const mark = this.element(block.pos + 1 + offset);
      const y = mark ? (mark.getBoundingClientRect().top - top) / this.scale : 0;
      const lines = Math.max(1, Math.ceil((node.textContent.length * LETTER_PX) / width));
      notes.push({ at: natural(y, spaces), height: lines * NOTE_LINE_PX, offset: offset + 1 });
      return false;
    });
    return notes;
  }

  private describe(block: Block): void {
    const { style, keepNext, pageBreakBefore } = block.node.attrs;
    block.keepNext = keepNext === true || HEADINGS.test(String(style));
    block.startsPage = pageBreakBefore === true;
    block.cuts = once(() => this.lineCuts(block));
  }

  /** Between the lines of a paragraph: half way from one line's letters to the next one's. */
  private lineCuts(block: Block): number[] {
    const element = this.element(block.pos);
    if (!element) return [];
    const spaces = spacesIn(element);
    const top = element.getBoundingClientRect().top;
    const text = textOf(element);
    const inset = Number.parseFloat(getComputedStyle(text).paddingTop) || 0;
    block.lead = (text.getBoundingClientRect().top - top) / this.scale + inset;
    const lines = linesOf(element);
    const bottoms = lines.map((line, index) => {
      const next = lines[index + 1];
      const end = natural((line.bottom - top) / this.scale, spaces);
      return next ? (end + natural((next.top - top) / this.scale, spaces)) / 2 : block.height;
    });
    return withoutOrphans(bottoms);
  }

  /** Between the rows of a table that no cell holds together. */
  private rowCuts(block: Block): number[] {
    const element = this.element(block.pos);
    const table = element?.matches('table') ? element : element?.querySelector('table');
    if (!element || !(table instanceof HTMLTableElement)) return [];
    const spaces = spacesIn(element);
    const top = element.getBoundingClientRect().top;
    const rows = [...table.rows].filter((row) => !row.hasAttribute(SPACE));
    block.rows = rows.map((row) =>
      natural((row.getBoundingClientRect().bottom - top) / this.scale, spaces),
    );
    const joined = new Set<number>();
    rows.forEach((row, index) => {
      for (const cell of row.cells) {
        for (let below = 0; below < cell.rowSpan - 1; below += 1) joined.add(index + below);
      }
    });
    return block.rows.slice(0, -1).filter((_, index) => !joined.has(index));
  }
}

function once<T>(read: () => T): () => T {
  let found: T | undefined;
  return () => (found ??= read());
}

/** The element of a block that holds its text: a list item has a wrapper around it. */
const textOf = (element: HTMLElement): HTMLElement =>
  element.querySelector<HTMLElement>(':scope > p, :scope > :is(h1, h2, h3, h4, h5, h6)') ?? element;

interface Line {
  top: number;
  bottom: number;
}

/** The lines of text in an element, from the boxes of its letters. */
function linesOf(element: HTMLElement): Line[] {
  const lines: Line[] = [];
  const boxes = letterBoxes(element).sort((a, b) => a.top - b.top);
  for (const { top, bottom } of boxes) {
    const line = lines.at(-1);
    if (line && (top + bottom) / 2 < line.bottom) line.bottom = Math.max(line.bottom, bottom);
    else lines.push({ top, bottom });
  }
  return lines;
}

function letterBoxes(element: HTMLElement): DOMRect[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const space = element.querySelector(`[${SPACE}]`)?.parentElement;
  if (space) range.setStartAfter(space);
  return [...range.getClientRects()].filter((box) => box.height > 0 && box.width > 0);
}
