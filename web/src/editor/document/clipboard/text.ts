/** Plain text that is pasted: lines become paragraphs like the one they come into, tabs a table. */
import { Fragment, Slice, type Node, type ResolvedPos, type Schema } from '@tiptap/pm/model';
import { attrsOf } from '../commands/paragraphs';
import { paragraphDefaults } from '../schema/attributes';

/** Lines as paragraphs of the style and list around. */
export function linesAsSlice(text: string, $context: ResolvedPos): Slice {
  const { schema } = $context.doc.type;
  const { paragraph, hardBreak } = schema.nodes;
  const around = $context.parent;
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  const marks = $context.marks();
  const words = (line: string) => (line ? [schema.text(line, marks)] : []);
  if (!paragraph || around.type.name !== 'paragraph') {
    const joined = lines.flatMap((line, index) =>
      index > 0 && hardBreak ? [hardBreak.create(), ...words(line)] : words(line),
    );
    return new Slice(Fragment.from(joined), 0, 0);
  }
  const attrs = { ...attrsOf(around), start: null, break: null, change: null };
  const made = lines.map((line) => paragraph.create(attrs, words(line)));
  return new Slice(Fragment.from(made), 1, 1);
}

/** Rows of a spreadsheet as text: at least two columns in every row. */
export function tableOfTabs(text: string): string[][] | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n+$/, '').split('\n');
  const rows = lines.map((line) => line.split('\t'));
  const width = rows[0]?.length ?? 0;
  const isTable = width > 1 && rows.every((row) => row.length === width);
  return isTable && (rows.length > 1 || width > 2) ? rows : null;
}

export function tableNode(schema: Schema, rows: readonly string[][]): Node | null {
  const { table, tableRow, tableCell, paragraph } = schema.nodes;
  if (!table || !tableRow || !tableCell || !paragraph) return null;
  const cell = (text: string) => {
    const isNumber = /^[+-]?[\d.,\s]*\d\s*[%€$£]?$/.test(text);
    const attrs = { ...paragraphDefaults, align: isNumber ? 'right' : null };
    return tableCell.create(null, paragraph.create(attrs, text ? schema.text(text) : null));
  };
  return table.create(
    null,
    rows.map((row) => tableRow.create(null, row.map(cell))),
  );
}
