/** Commands on the table around the cursor. */
import { Extension } from '@tiptap/core';
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  addRowBefore,
  CellSelection,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
  mergeCells,
  selectedRect,
  setCellAttr,
  splitCell,
  toggleHeader,
} from '@tiptap/pm/tables';
import type { Command } from '@tiptap/pm/state';
import { TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state';
import type { CellBorder } from '../schema/tables';

type Dispatch = ((tr: Transaction) => void) | undefined;

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentTables: {
      addRowBefore: () => ReturnType;
      addRowAfter: () => ReturnType;
      addColumnBefore: () => ReturnType;
      addColumnAfter: () => ReturnType;
      deleteRow: () => ReturnType;
      deleteColumn: () => ReturnType;
      deleteTable: () => ReturnType;
      mergeCells: () => ReturnType;
      splitCell: () => ReturnType;
      toggleHeaderRow: () => ReturnType;
      toggleHeaderColumn: () => ReturnType;
      setCellBackground: (color: string | null) => ReturnType;
      setCellBorder: (border: CellBorder | null) => ReturnType;
      setCellAlign: (valign: 'top' | 'middle' | 'bottom' | null) => ReturnType;
      setTableAlign: (align: 'left' | 'center' | 'right' | null) => ReturnType;
      /** Gives all columns the same width. */
      distributeColumns: () => ReturnType;
      selectTable: () => ReturnType;
      /** The next cell; after the last one a new row. */
      nextCell: () => ReturnType;
      previousCell: () => ReturnType;
    };
  }
}

const nextCell: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  const { bottom, map, table, tableStart } = selectedRect(state);
  if (bottom < map.height) return false;
  return addRowAfter(state, (tr) => {
    const added = tr.doc.resolve(tableStart + table.content.size + 1);
    dispatch?.(tr.setSelection(TextSelection.near(added)).scrollIntoView());
  });
};

function setTableAttr(state: EditorState, dispatch: Dispatch, name: string, value: unknown) {
  if (!isInTable(state)) return false;
  const { tableStart } = selectedRect(state);
  dispatch?.(state.tr.setNodeAttribute(tableStart - 1, name, value));
  return true;
}

/** Forgets the widths of all columns, so that they share the table's. */
const distribute: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { map, tableStart, table } = selectedRect(state);
  const { tr } = state;
  for (const pos of new Set(map.map)) {
    if (table.nodeAt(pos)?.attrs.colwidth) tr.setNodeAttribute(tableStart + pos, 'colwidth', null);
  }
  dispatch?.(tr);
  return true;
};

const selectAll: Command = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { map, tableStart } = selectedRect(state);
  const [first, last] = [map.map[0] ?? 0, map.map.at(-1) ?? 0];
  const all = CellSelection.create(state.doc, tableStart + first, tableStart + last);
  dispatch?.(state.tr.setSelection(all));
  return true;
};

const whenIn =
  (command: Command): Command =>
  (state, dispatch) =>
    isInTable(state) && command(state, dispatch);

interface Props {
  state: EditorState;
  dispatch: Dispatch;
}

const run =
  (command: Command) =>
  () =>
  ({ state, dispatch }: Props) =>
    whenIn(command)(state, dispatch);

const cellAttr =
  (name: string) =>
  (value: unknown) =>
  ({ state, dispatch }: Props) =>
    whenIn(setCellAttr(name, value))(state, dispatch);

export const TableCommands = Extension.create({
  name: 'documentTables',
  addCommands: () => ({
    addRowBefore: run(addRowBefore),
    addRowAfter: run(addRowAfter),
    addColumnBefore: run(addColumnBefore),
    addColumnAfter: run(addColumnAfter),
    deleteRow: run(deleteRow),
    deleteColumn: run(deleteColumn),
    deleteTable: run(deleteTable),
    mergeCells: run(mergeCells),
    splitCell: run(splitCell),
    toggleHeaderRow: run(toggleHeader('row', { useDeprecatedLogic: false })),
    toggleHeaderColumn: run(toggleHeader('column', { useDeprecatedLogic: false })),
    setCellBackground: cellAttr('background'),
    setCellBorder: cellAttr('border'),
    setCellAlign: cellAttr('valign'),
    setTableAlign:
      (align) =>
      ({ state, dispatch }) =>
        setTableAttr(state, dispatch, 'align', align),
    distributeColumns: run(distribute),
    selectTable: run(selectAll),
    nextCell: run(nextCell),
    previousCell: run(goToNextCell(-1)),
  }),
});
