/**
 * Where pages end. Blocks flow down the pages in their natural heights; a cut says that a block
 * (or the part of it below `at`) begins on the next page, and how far it moves for that. Pure
 * arithmetic over measured heights: a run over 2,000 blocks takes well under a millisecond, so it
 * always starts at the top and nothing about former runs has to be right.
 */
import { textBottom, textTop, type Geometry } from './geometry';

/** A block as it stands in the flow, without any cut; its spacing is part of its height. */
export interface Flow {
  height: number;
  /** Where the block may be parted, as distances from its top, ascending. Asked only when needed. */
  cuts: () => readonly number[];
  /** Stays on the page of the block after it (headings). */
  keepNext?: boolean;
  /** Starts a page. */
  startsPage?: boolean;
  /** The block after it starts a page (a page break). */
  endsPage?: boolean;
  /** Of the footnotes referred to in it: at which distance, how high. */
  notes?: readonly { at: number; height: number }[];
}

export interface Cut {
  block: number;
  /** 0: the whole block moves. Otherwise the part below this distance from its top. */
  at: number;
  /** How far it moves down. */
  space: number;
  /** The page that begins here. */
  page: number;
}

export interface Layout {
  cuts: Cut[];
  pages: number;
  /** Where the text ends, measured from the first sheet's top. */
  end: number;
  /** Height of the footnotes at the foot of each page. */
  notes: number[];
}

const CLOSE_PX = 0.5;
/** The line above the footnotes of a page, with its space. */
const NOTES_HEAD_PX = 20;

interface Position {
  page: number;
  y: number;
  /** Whether nothing stands on this page yet. */
  isFresh: boolean;
  /** Height of the footnotes that this page has so far. */
  notes: number;
}

class Run {
  readonly cuts: Cut[] = [];
  readonly notes: number[] = [];
  at: Position;
  /** The first of the blocks that shall stay with the next one, and what was before it. */
  private kept: { block: number; at: Position } | null = null;

  constructor(
    private readonly blocks: readonly Flow[],
    private readonly geometry: Geometry,
  ) {
    this.at = { page: 0, y: textTop(geometry, 0), isFresh: true, notes: 0 };
  }

  all(): void {
    let index = 0;
    while (index < this.blocks.length) index = this.place(index);
    this.notes[this.at.page] = this.at.notes;
  }

  private hasRoom(foot: number, notes: number): boolean {
    const bottom = textBottom(this.geometry, this.at.page);
    const reserved = this.at.notes + notes;
    return foot + reserved + (reserved > 0 ? NOTES_HEAD_PX : 0) <= bottom + CLOSE_PX;
  }

  private turn(): void {
    this.notes[this.at.page] = this.at.notes;
    const page = this.at.page + 1;
    this.at = { page, y: textTop(this.geometry, page), isFresh: true, notes: 0 };
  }

  /** Begin the next page with this block. */
  private moveDown(index: number): void {
    const { y } = this.at;
    this.turn();
    this.cuts.push({ block: index, at: 0, space: this.at.y - y, page: this.at.page });
  }

  /** Put one block; the answer is the next one to put, an earlier one when that had to move. */
  private place(index: number): number {
    const block = this.blocks[index];
    if (!block) return index + 1;
    const isForced = block.startsPage === true || this.blocks[index - 1]?.endsPage === true;
    if (isForced && !this.at.isFresh) this.moveDown(index);
    const before = this.at;
    const top = before.y;
    const notes = notesIn(block, 0, Infinity);
    if (!this.hasRoom(top + block.height, notes)) {
      if (this.split(index, block, top)) return index + 1;
      if (!before.isFresh) return this.carryOver(index);
    }
    this.keep(index, block, before);
    this.finish(top + block.height, notes);
    return index + 1;
  }

  private keep(index: number, block: Flow, before: Position): void {
    if (!block.keepNext) this.kept = null;
    else if (this.kept?.at.page !== before.page) this.kept = { block: index, at: before };
  }

  /** Nothing of the block fits: it begins the next page, with the headings that stay with it. */
  private carryOver(index: number): number {
    const { kept } = this;
    this.kept = null;
    const takesAlong = kept !== null && kept.at.page === this.at.page && !kept.at.isFresh;
    const first = takesAlong ? kept.block : index;
    if (takesAlong) this.at = kept.at;
    this.moveDown(first);
    return first;
  }

  /** Part the block at the ends of pages; false if no part of it fits on this one. */
  private split(index: number, block: Flow, top: number): boolean {
    const cuts = block.cuts();
    let start = 0;
    let origin = top;
    for (;;) {
      const end = this.lastFitting(block, cuts, origin, start);
      if (end === 0) break;
      this.at.notes += notesIn(block, start, end);
      const y = origin + end - start;
      this.turn();
      this.cuts.push({
        block: index,
        at: end,
        space: this.at.y - y,
        page: this.at.page,
      });
      start = end;
      origin = this.at.y;
      const rest = notesIn(block, start, Infinity);
      if (this.hasRoom(origin + block.height - start, rest)) break;
    }
    if (start === 0) return false;
    this.kept = null;
    this.finish(origin + block.height - start, notesIn(block, start, Infinity));
    return true;
  }

  /** The last cut below `start` that still stands on this page; 0 if there is none. */
  private lastFitting(block: Flow, cuts: readonly number[], origin: number, start: number): number {
    let found = 0;
    for (const cut of cuts) {
      if (cut <= start) continue;
      if (!this.hasRoom(origin + cut - start, notesIn(block, start, cut))) break;
      found = cut;
    }
    return found;
  }

  /** Go on below a block; one that hangs over the foot of its page ends on a later one. */
  private finish(y: number, notes: number): void {
    let { page } = this.at;
    let reserved = this.at.notes + notes;
    while (y >= textTop(this.geometry, page + 1)) {
      this.notes[page] = reserved;
      reserved = 0;
      page += 1;
    }
    this.at = { page, y, isFresh: false, notes: reserved };
  }
}

function notesIn(block: Flow, from: number, to: number): number {
  if (!block.notes) return 0;
  return block.notes
    .filter((note) => note.at >= from && note.at < to)
    .reduce((sum, note) => sum + note.height, 0);
}

export function paginate(blocks: readonly Flow[], geometry: Geometry): Layout {
  const run = new Run(blocks, geometry);
  run.all();
  const { page, y } = run.at;
  const isLastBreak = blocks.at(-1)?.endsPage === true;
  return { cuts: run.cuts, pages: page + 1 + (isLastBreak ? 1 : 0), end: y, notes: run.notes };
}

const MIN_LINES = 2;

/** Cuts between lines that leave no single line behind: at least two before and two after. */
export function withoutOrphans(lineBottoms: readonly number[]): number[] {
  const count = lineBottoms.length;
  return lineBottoms.filter((_, line) => line + 1 >= MIN_LINES && count - line - 1 >= MIN_LINES);
}
