/** Markdown, links and quotes while typing. */
import type { Editor } from '@tiptap/core';
import { afterEach, expect, test } from 'vitest';
import { lines, openEditor, press, select, type } from '../testing';

let editor: Editor;

afterEach(() => editor.destroy());

function typed(text: string, html = '<p></p>'): Editor {
  editor = openEditor(html);
  type(editor, text);
  return editor;
}

const runs = () =>
  editor.state.doc.child(0).content.content.map((it) => {
    const marks = it.marks.map(
      (mark) => mark.type.name + (mark.attrs.href ? `=${String(mark.attrs.href)}` : ''),
    );
    return [it.text, ...marks].join('|');
  });

test.each([
  ['# T', 'heading1 T'],
  ['### T', 'heading3 T'],
  ['###### T', 'heading6 T'],
  ['> T', 'quote T'],
  ['``` T', 'code T'],
  ['#T', 'normal #T'],
])('%j becomes %s', (text, line) => {
  typed(text);
  expect(lines(editor)).toEqual([line]);
});

test.each([
  ['a **b c** d', ['a ', 'b c|bold', ' d']],
  ['*b* d', ['b|italic', ' d']],
  ['_b_', ['b|italic']],
  ['__b__', ['b|bold']],
  ['~~b~~', ['b|strike']],
  ['`b` c', ['b|code', ' c']],
  ['snake_case_name', ['snake_case_name']],
  ['2 * 3 * 4', ['2 * 3 * 4']],
  ['`a **b** c`', ['a |code', 'b|bold|code', ' c|code']],
])('%j becomes %j', (text, expected) => {
  typed(text);
  expect(runs()).toEqual(expected);
});

test('--- becomes a rule with text after it', () => {
  typed('---x');
  expect(editor.state.doc.content.content.map((it) => it.type.name)).toEqual([
    'horizontalRule',
    'paragraph',
  ]);
  expect(editor.state.doc.textContent).toBe('x');
});

test('nothing is made of signs in code', () => {
  typed('# **a**', '<pre></pre>');
  expect(lines(editor)).toEqual(['code # **a**']);
});

test.each([
  ['see https://a.org/x?y=1. ', ['see ', 'https://a.org/x?y=1|link=https://a.org/x?y=1', '. ']],
  ['www.a.org ', ['www.a.org|link=https://www.a.org', ' ']],
  ['me@a.org ', ['me@a.org|link=mailto:me@a.org', ' ']],
  ['a.org ', ['a.org ']],
  ['http:// ', ['http:// ']],
])('%j is linked as %j', (text, expected) => {
  typed(text);
  expect(runs()).toEqual(expected);
});

test('enter links the address before it', () => {
  typed('https://a.org');
  press(editor, 'Enter');
  expect(runs()).toEqual(['https://a.org|link=https://a.org']);
  expect(editor.state.doc.childCount).toBe(2);
});

test('backspace takes a link back', () => {
  typed('https://a.org ');
  press(editor, 'Backspace');
  expect(runs()).toEqual(['https://a.org ']);
});

test('quotes stay straight unless switched on', () => {
  typed(`"it's"`);
  expect(editor.state.doc.textContent).toBe(`"it's"`);
  editor.destroy();
  editor = openEditor('<p></p>', { smartQuotes: () => true });
  type(editor, `"it's" -- ...`);
  expect(editor.state.doc.textContent).toBe('“it’s” – …');
  editor.destroy();
  editor = openEditor('<p></p>', { smartQuotes: () => true, language: 'fr' });
  type(editor, `"l'eau"`);
  expect(editor.state.doc.textContent).toBe('«\u00a0l’eau\u00a0»');
});

test('keys of Google Docs: styles, lists, alignment, links', () => {
  typed('x');
  press(editor, 'mod+alt+2');
  press(editor, 'mod+shift+e');
  press(editor, 'mod+shift+8');
  expect(editor.state.doc.child(0).attrs).toMatchObject({
    style: 'heading2',
    align: 'center',
    list: 'bullet',
  });
  select(editor, 1, 2);
  press(editor, 'mod+b');
  expect(runs()).toEqual(['x|bold']);
  press(editor, 'mod+\\');
  expect(runs()).toEqual(['x']);
});

test('paragraphs move over their neighbours', () => {
  typed('', '<p>a</p><p>b</p><p>c</p>');
  select(editor, 4);
  press(editor, 'alt+shift+ArrowDown');
  expect(lines(editor)).toEqual(['normal a', 'normal c', 'normal b']);
  expect(editor.state.selection.$from.parent.textContent).toBe('b');
  press(editor, 'alt+shift+ArrowUp');
  press(editor, 'alt+shift+ArrowUp');
  expect(lines(editor)).toEqual(['normal b', 'normal a', 'normal c']);
});
