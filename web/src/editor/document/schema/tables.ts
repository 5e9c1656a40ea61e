/** Tables under our node names; `tableRole` is how prosemirror-tables knows them. */
import { callOrReturn, getExtensionField, Node } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { attributes } from './attributes';

export interface CellBorder {
  color: string;
  width: number;
}

const cellDefaults = {
  colspan: 1,
  rowspan: 1,
  colwidth: null,
  background: null,
  valign: null,
  border: null,
};

declare module '@tiptap/core' {
  interface NodeConfig<Options, Storage> {
    tableRole?: string | ((this: { name: string; options: Options; storage: Storage }) => string);
  }
}

const whole = (text: string | null, otherwise: number) =>
  Math.max(1, Number.parseInt(text ?? '', 10) || otherwise);

function widths(text: string | null): number[] | null {
  const numbers = (text ?? '').split(',').map(Number);
  return text && numbers.every((it) => Number.isFinite(it)) ? numbers : null;
}

function readBorder(text: string | null): CellBorder | null {
  const match = /^(\d+(?:\.\d+)?) (#[0-9a-f]{3,8}|none)$/i.exec(text ?? '');
  return match ? { width: Number(match[1]), color: String(match[2]) } : null;
}

export function readCell(element: HTMLElement): Record<string, unknown> {
  const colspan = whole(element.getAttribute('colspan'), 1);
  const told = widths(element.getAttribute('data-colwidth'));
  return {
    colspan,
    rowspan: whole(element.getAttribute('rowspan'), 1),
    colwidth: told?.length === colspan ? told : null,
    background: element.getAttribute('data-background'),
    valign: element.getAttribute('data-valign'),
    border: readBorder(element.getAttribute('data-border')),
  };
}

function cellStyle(attrs: ProseMirrorNode['attrs']): string {
  const border = attrs.border as CellBorder | null;
  return [
    attrs.background && `background-color:${String(attrs.background)}`,
    attrs.valign && `vertical-align:${String(attrs.valign)}`,
    border && `border:${border.width}pt solid ${border.color}`,
  ]
    .filter(Boolean)
    .join(';');
}

export function renderCell(node: ProseMirrorNode): Record<string, string> {
  const { colspan, rowspan, colwidth, background, valign, border } = node.attrs;
  const css = cellStyle(node.attrs);
  const edge = border as CellBorder | null;
  return {
    ...(colspan === 1 ? {} : { colspan: String(colspan) }),
    ...(rowspan === 1 ? {} : { rowspan: String(rowspan) }),
    ...(colwidth ? { 'data-colwidth': String(colwidth) } : {}),
    ...(background ? { 'data-background': String(background) } : {}),
    ...(valign ? { 'data-valign': String(valign) } : {}),
    ...(edge ? { 'data-border': `${edge.width} ${edge.color}` } : {}),
    ...(css ? { style: css } : {}),
  };
}

export const Table = Node.create({
  name: 'table',
  group: 'block',
  content: 'tableRow+',
  isolating: true,
  tableRole: 'table',
  addAttributes: () => attributes({ align: null, width: null }),
  extendNodeSchema: (extension) => ({
    tableRole: callOrReturn(getExtensionField(extension, 'tableRole')),
  }),
  parseHTML: () => [
    {
      tag: 'table',
      getAttrs: (element) => ({
        align: element.getAttribute('data-align'),
        width: Number(element.getAttribute('data-width')) || null,
      }),
    },
  ],
  renderHTML: ({ node }) => [
    'table',
    {
      ...(node.attrs.align ? { 'data-align': String(node.attrs.align) } : {}),
      ...(node.attrs.width ? { 'data-width': String(node.attrs.width) } : {}),
    },
    ['tbody', 0],
  ],
});

export const TableRow = Node.create({
  name: 'tableRow',
  content: '(tableCell | tableHeader)*',
  tableRole: 'row',
  addAttributes: () => attributes({ height: null, suggestion: null }),
  parseHTML: () => [
    {
      tag: 'tr',
      getAttrs: (element) => ({ height: Number(element.getAttribute('data-height')) || null }),
    },
  ],
  renderHTML: ({ node }) => [
    'tr',
    node.attrs.height
      ? { 'data-height': String(node.attrs.height), style: `height:${node.attrs.height}pt` }
      : {},
    0,
  ],
});

const cell = (name: string, role: string, tag: string) =>
  Node.create({
    name,
    content: 'block+',
    isolating: true,
    tableRole: role,
    addAttributes: () => attributes(cellDefaults),
    parseHTML: () => [{ tag, getAttrs: readCell }],
    renderHTML: ({ node }) => [tag, renderCell(node), 0],
  });

export const TableCell = cell('tableCell', 'cell', 'td');
export const TableHeader = cell('tableHeader', 'header_cell', 'th');
