/** Tables of pasted pages as ours: widths, colours, merged cells, header cells. */
import type { Node, Schema } from '@tiptap/pm/model';
import { hexOf, points } from './looks';

/** The blocks inside a cell. */
export type ReadBlocks = (cell: HTMLElement) => Node[];

const pixels = (length: number | null) => (length === null ? null : Math.round(length / 0.75));

function widthOf(element: HTMLElement): number | null {
  const styled = pixels(points(element.style.width));
  const told = Number.parseInt(element.getAttribute('width') ?? '', 10);
  const isShare = (element.getAttribute('width') ?? '').includes('%');
  return styled ?? (Number.isFinite(told) && told > 0 && !isShare ? told : null);
}

/** The widths of all columns, where the page tells every one. */
function columnWidths(table: HTMLTableElement): (number | null)[] {
  return [...table.querySelectorAll<HTMLElement>(':scope > colgroup > col, :scope > col')].flatMap(
    (col) => {
      const span = Math.max(1, Number.parseInt(col.getAttribute('span') ?? '1', 10) || 1);
      return Array.from({ length: Math.min(span, 100) }, () => widthOf(col));
    },
  );
}

const span = (cell: HTMLTableCellElement, name: 'colspan' | 'rowspan') =>
  Math.min(1000, Math.max(1, Number.parseInt(cell.getAttribute(name) ?? '1', 10) || 1));

function cellWidths(
  cell: HTMLTableCellElement,
  columns: readonly (number | null)[],
  at: number,
  colspan: number,
): number[] | null {
  const known = columns.slice(at, at + colspan).filter((it) => it !== null);
  if (known.length === colspan) return known;
  const own = widthOf(cell);
  return own && colspan === 1 ? [own] : null;
}

function background(cell: HTMLElement): string | null {
  const told = cell.style.backgroundColor || cell.style.background.split(' ')[0] || '';
  const color = hexOf(told) ?? hexOf(cell.getAttribute('bgcolor') ?? '');
  return color === '#ffffff' ? null : color;
}

function valign(cell: HTMLElement): string | null {
  const told = cell.style.verticalAlign || (cell.getAttribute('valign') ?? '').toLowerCase();
  return told === 'middle' || told === 'bottom' ? told : null;
}

export class TableReader {
  private readonly taken: number[] = [];

  constructor(
    private readonly schema: Schema,
    private readonly table: HTMLTableElement,
    private readonly readBlocks: ReadBlocks,
  ) {}

  /** The table; null when it has no cell. */
  read(): Node | null {
    const columns = columnWidths(this.table);
    const all = [...this.table.querySelectorAll<HTMLTableRowElement>(ROWS)];
    const rows = all
      .filter((row) => row.style.display !== 'none')
      .map((row) => this.row(row, columns))
      .filter((row) => row !== null);
    const type = this.schema.nodes.table;
    return type && rows.some((it) => it.childCount > 0) ? type.create(null, rows) : null;
  }

  private row(row: HTMLTableRowElement, columns: readonly (number | null)[]): Node | null {
    let at = 0;
    const cells: Node[] = [];
    for (const cell of row.querySelectorAll<HTMLTableCellElement>(':scope > td, :scope > th')) {
      while ((this.taken[at] ?? 0) > 0) at += 1;
      const made = this.cell(cell, columns, at);
      if (made) cells.push(made);
      const [colspan, rowspan] = [span(cell, 'colspan'), span(cell, 'rowspan')];
      for (let column = at; column < at + colspan; column += 1) this.taken[column] = rowspan;
      at += colspan;
    }
    for (const [column, rows] of this.taken.entries()) this.taken[column] = Math.max(0, rows - 1);
    return this.schema.nodes.tableRow?.create(null, cells) ?? null;
  }

  private cell(
    cell: HTMLTableCellElement,
    columns: readonly (number | null)[],
    at: number,
  ): Node | null {
    const { tableCell, tableHeader, paragraph } = this.schema.nodes;
    const type = cell.tagName === 'TH' ? tableHeader : tableCell;
    const [colspan, rowspan] = [span(cell, 'colspan'), span(cell, 'rowspan')];
    const blocks = this.readBlocks(cell);
    const content = blocks.length > 0 ? blocks : paragraph && [paragraph.create()];
    const colwidth = cellWidths(cell, columns, at, colspan);
    const attrs = {
      colspan,
      rowspan,
      colwidth,
      background: background(cell),
      valign: valign(cell),
    };
    return type?.create(attrs, content) ?? null;
  }
}

const ROWS = ':scope > tr, :scope > tbody > tr, :scope > thead > tr, :scope > tfoot > tr';
