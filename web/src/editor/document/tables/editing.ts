/** Tables as prosemirror-tables edits them, drawn with our alignment and width. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { columnResizing, tableEditing, TableView } from '@tiptap/pm/tables';

const MIN_COLUMN = 24;

class DocumentTable extends TableView {
  constructor(node: Node, minWidth: number) {
    super(node, minWidth);
    this.dom.dataset.tableView = '';
    this.show(node);
  }

  override update(node: Node): boolean {
    const isKept = super.update(node);
    if (isKept) this.show(node);
    return isKept;
  }

  private show(node: Node): void {
    const { align, width } = node.attrs;
    if (align) this.table.dataset.align = String(align);
    else delete this.table.dataset.align;
    if (width) this.table.style.width = `${Number(width)}pt`;
  }
}

export const TableEditing = Extension.create({
  name: 'tableEditing',
  addProseMirrorPlugins: () => [
    columnResizing({
      cellMinWidth: MIN_COLUMN,
      defaultCellMinWidth: MIN_COLUMN,
      View: DocumentTable,
    }),
    tableEditing(),
  ],
});
