/** The entries of the table menu. */
import type { Editor } from '@tiptap/core';
import {
  IconArrowsHorizontal,
  IconColumnInsertLeft,
  IconColumnInsertRight,
  IconColumnRemove,
  IconRowInsertBottom,
  IconRowInsertTop,
  IconRowRemove,
  IconTableOff,
  IconTableRow,
  IconArrowMerge,
  IconArrowsSplit2,
  type Icon,
} from '@tabler/icons-react';
import type { CellBorder } from '../schema/tables';

interface Deed {
  labelKey: string;
  icon: Icon;
  run: (editor: Editor) => void;
  isOff?: (editor: Editor) => boolean;
  /** It takes away more than a row. */
  isGrave?: boolean;
}

const deed = (
  labelKey: string,
  icon: Icon,
  run: (editor: Editor) => void,
  more: Partial<Deed> = {},
): Deed => ({
  labelKey,
  icon,
  run,
  ...more,
});

export const tableDeeds: readonly (Deed | 'line')[] = [
  deed('doc.table.rowAbove', IconRowInsertTop, (it) => it.commands.addRowBefore()),
  deed('doc.table.rowBelow', IconRowInsertBottom, (it) => it.commands.addRowAfter()),
  deed('doc.table.columnLeft', IconColumnInsertLeft, (it) => it.commands.addColumnBefore()),
  deed('doc.table.columnRight', IconColumnInsertRight, (it) => it.commands.addColumnAfter()),
  'line',
  deed('doc.table.merge', IconArrowMerge, (it) => it.commands.mergeCells(), {
    isOff: (it) => !it.can().mergeCells(),
  }),
  deed('doc.table.split', IconArrowsSplit2, (it) => it.commands.splitCell(), {
    isOff: (it) => !it.can().splitCell(),
  }),
  deed('doc.table.header', IconTableRow, (it) => it.commands.toggleHeaderRow()),
  deed('doc.table.even', IconArrowsHorizontal, (it) => it.commands.distributeColumns()),
  'line',
  deed('doc.table.deleteRow', IconRowRemove, (it) => it.commands.deleteRow()),
  deed('doc.table.deleteColumn', IconColumnRemove, (it) => it.commands.deleteColumn()),
  deed('doc.table.delete', IconTableOff, (it) => it.commands.deleteTable(), { isGrave: true }),
];

export const cellColors: readonly (string | null)[] = [
  null,
  '#f3f3f3',
  '#d9d9d9',
  '#f4cccc',
  '#fce5cd',
  '#fff2cc',
  '#d9ead3',
  '#cfe2f3',
  '#d9d2e9',
];

export const borders: readonly { labelKey: string; border: CellBorder | null }[] = [
  { labelKey: 'doc.table.border.usual', border: null },
  { labelKey: 'doc.table.border.strong', border: { color: '#000000', width: 2 } },
  { labelKey: 'doc.table.border.light', border: { color: '#cccccc', width: 1 } },
  { labelKey: 'doc.table.border.none', border: { color: '#ffffff', width: 0 } },
];
