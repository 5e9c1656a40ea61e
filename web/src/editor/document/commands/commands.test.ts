/** The toolbar's commands on a real editor. */
import { Editor } from '@tiptap/core';
import { TextSelection } from '@tiptap/pm/state';
import { afterEach, expect, test } from 'vitest';
import { documentExtensions } from '..';

let editor: Editor;

function open(html: string): Editor {
  editor = new Editor({ extensions: documentExtensions(), content: html });
  return editor;
}

afterEach(() => editor.destroy());

const select = (from: number, to = from) =>
  editor.view.dispatch(
    editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)),
  );

const attrs = (index: number) => editor.state.doc.child(index).attrs;

/** A paragraph's text with the names of its marks. */
const runs = (index = 0) =>
  editor.state.doc
    .child(index)
    .content.content.map((it) => [it.text, ...it.marks.map((mark) => mark.type.name)].join(' '));

test('a style goes to every selected paragraph and drops spacing set by hand', () => {
  open('<p data-space-before="30">one</p><p>two</p><p>three</p>');
  select(2, 8);
  editor.commands.setStyle('heading2');
  expect([0, 1, 2].map((it) => attrs(it).style)).toEqual(['heading2', 'heading2', 'normal']);
  expect(attrs(0).spaceBefore).toBe(null);
});

test('align, spacing, indents and direction are written one by one', () => {
  open('<p>one</p>');
  editor
    .chain()
    .setAlign('center')
    .setLineSpacing(1.5)
    .setSpacing({ before: 6 })
    .setIndents({ start: 10, firstLine: -10 })
    .setDirection('rtl')
    .run();
  expect(attrs(0)).toMatchObject({ align: 'center', lineSpacing: 1.5, spaceBefore: 6 });
  expect(attrs(0)).toMatchObject({ indent: 10, firstLine: -10, dir: 'rtl', spaceAfter: null });
});

test('bold goes on unless all of the selection has it', () => {
  open('<p><strong>one</strong> two</p>');
  select(1, 8);
  editor.commands.toggleBold();
  expect(runs()).toEqual(['one two bold']);
  editor.commands.toggleBold();
  expect(runs()).toEqual(['one two']);
});

test('font sizes grow from what each piece shows', () => {
  open('<h1>big</h1><p>text</p>');
  select(1, 10);
  editor.commands.growFont();
  const sizes = [0, 1].map((it) => editor.state.doc.child(it).firstChild?.marks[0]?.attrs.size);
  expect(sizes).toEqual([21, 12]);
});

test('superscript and subscript exclude each other', () => {
  open('<p>x2</p>');
  select(2, 3);
  editor.chain().toggleSuperscript().toggleSubscript().run();
  expect(runs()).toEqual(['x', '2 subscript']);
});

test('clearing keeps links and takes looks and alignment', () => {
  open('<p><a href="https://a.org"><strong>one</strong></a></p>');
  select(1, 4);
  editor.chain().setAlign('right').setTextColor('#ff0000').clearFormatting().run();
  expect(runs()).toEqual(['one link']);
  expect(attrs(0).align).toBe(null);
});

test('a link can be set on words, changed at the cursor with its text, and removed', () => {
  open('<p>see here now</p>');
  select(5, 9);
  editor.commands.setLink('example.org');
  expect(editor.state.doc.nodeAt(5)?.marks[0]?.attrs.href).toBe('https://example.org');
  select(6);
  editor.commands.setLink('https://b.org', 'there');
  expect(editor.state.doc.textContent).toBe('see there now');
  expect(editor.state.doc.nodeAt(6)?.marks[0]?.attrs.href).toBe('https://b.org');
  select(7);
  editor.commands.removeLink();
  expect(runs()).toEqual(['see there now']);
});

test('a script is no link', () => {
  open('<p>x</p>');
  select(1, 2);
  expect(editor.commands.setLink('javascript:alert(1)')).toBe(false);
  expect(runs()).toEqual(['x']);
});

test('a table is put instead of an empty paragraph, with text after it', () => {
  open('<p></p>');
  editor.commands.insertTable({ rows: 2, columns: 3, header: true });
  const names = editor.state.doc.content.content.map((it) => it.type.name);
  expect(names).toEqual(['table', 'paragraph']);
  expect(editor.state.doc.firstChild?.child(0).child(0).type.name).toBe('tableHeader');
  expect(editor.state.selection.$from.node(3).type.name).toBe('tableHeader');
});

test('tab in the last cell makes a row', () => {
  open('<table><tr><td>a</td><td>b</td></tr></table><p></p>');
  select(8);
  editor.commands.nextCell();
  expect(editor.state.doc.firstChild?.childCount).toBe(2);
  editor.commands.insertContent('x');
  expect(editor.state.doc.firstChild?.child(1).child(0).textContent).toBe('x');
});

test('a page break in the middle of a paragraph splits it', () => {
  open('<p>one two</p>');
  select(4);
  editor.commands.insertPageBreak();
  const names = editor.state.doc.content.content.map((it) => it.type.name);
  expect(names).toEqual(['paragraph', 'pageBreak', 'paragraph']);
  expect(editor.state.selection.from).toBe(7);
});

test('an equation is selected once inserted; a footnote holds its text', () => {
  open('<p>a</p>');
  select(2);
  editor.commands.insertFootnote('see there');
  editor.commands.insertEquation('x^2');
  const [, note, equation] = editor.state.doc.child(0).content.content;
  expect([note?.type.name, note?.textContent]).toEqual(['footnote', 'see there']);
  expect(equation?.attrs).toMatchObject({ latex: 'x^2', display: false });
  expect(editor.state.selection.from).toBe(13);
});
