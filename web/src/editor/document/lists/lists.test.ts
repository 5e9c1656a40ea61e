/** Lists on flat paragraphs, as somebody types them. */
import type { Editor } from '@tiptap/core';
import { afterEach, describe, expect, test } from 'vitest';
import { after, lines, openEditor, press, select, type } from '../testing';
import { listLabels } from './labels';
import { numeral } from './model';

let editor: Editor;

afterEach(() => editor?.destroy());

const open = (html: string) => (editor = openEditor(html));

/** Each paragraph with the number that is on the screen. */
function told(): string[] {
  return lines(editor, (pos) => {
    const dom = editor.view.nodeDOM(pos);
    const isNumbered = editor.state.doc.nodeAt(pos)?.attrs.list === 'ordered';
    return isNumbered && dom instanceof HTMLElement ? (dom.dataset.label ?? '') : '';
  });
}

const item = (text: string, id = 'a', level = 0, more = '') =>
  `<p data-list="ordered" data-list-id="${id}" data-level="${level}" ${more}>${text}</p>`;

describe('numbers', () => {
  test('continue per list and restart under a new parent', () => {
    open(
      item('x') +
        item('y', 'a', 1) +
        item('y', 'a', 1) +
        '<p>between</p>' +
        item('x') +
        item('z', 'a', 1) +
        item('other', 'b'),
    );
    expect(told()).toEqual([
      'ordered 1. x',
      'ordered1 a. y',
      'ordered1 b. y',
      'normal between',
      'ordered 2. x',
      'ordered1 a. z',
      'ordered 1. other',
    ]);
  });

  test('start counts from there', () => {
    open(item('x', 'a', 0, 'data-start="5"') + item('y') + item('z', 'a', 2, 'data-start="3"'));
    expect(told()).toEqual(['ordered 5. x', 'ordered 6. y', 'ordered2 iii. z']);
  });

  test('follow when an item goes in, out, or away', () => {
    open(item('x') + item('y') + item('z'));
    after(editor, 'y');
    editor.commands.indentMore();
    expect(told()).toEqual(['ordered 1. x', 'ordered1 a. y', 'ordered 2. z']);
    editor.commands.setListMarker('upper-roman');
    expect(told()[1]).toBe('ordered1 I. y');
    editor.commands.toggleList('ordered');
    expect(told()).toEqual(['ordered 1. x', 'normal y', 'ordered 2. z']);
  });

  test('typing in an item leaves the numbers as they are', () => {
    open(item('x') + item('y', 'b') + item('z', 'b'));
    const before = listLabels(editor.state)?.labels;
    after(editor, 'x');
    type(editor, 'more');
    expect(listLabels(editor.state)?.labels).toBe(before);
    press(editor, 'Enter');
    expect(told()).toEqual(['ordered 1. xmore', 'ordered 2.', 'ordered 1. y', 'ordered 2. z']);
  });

  test('the same node in two places has two numbers', () => {
    open(item('x'));
    const node = editor.state.doc.child(0);
    editor.view.dispatch(editor.state.tr.insert(node.nodeSize, [node, node]));
    expect(told()).toEqual(['ordered 1. x', 'ordered 2. x', 'ordered 3. x']);
  });

  test('a second document with other ids keeps each list apart after many edits', () => {
    open(item('a') + item('b', 'b') + item('c') + item('d', 'b'));
    for (const text of ['a', 'b', 'c']) {
      after(editor, text);
      press(editor, 'Enter');
      type(editor, text.toUpperCase());
    }
    expect(told().map((it) => it.slice(8))).toEqual([
      ...['1. a', '2. A', '1. b', '2. B', '3. c', '4. C', '3. d'],
    ]);
  });

  test.each([
    [28, 'lower-alpha', 'bb'],
    [4, 'upper-roman', 'IV'],
    [1999, 'lower-roman', 'mcmxcix'],
    [0, 'upper-alpha', '0'],
    [7, 'decimal', '7'],
  ])('%d in %s is %s', (number, format, written) => {
    expect(numeral(number, format)).toBe(written);
  });
});

describe('typing', () => {
  test.each([
    ['- ', 'bullet'],
    ['1. ', 'ordered 1.'],
    ['3) ', 'ordered 3.'],
    ['a. ', 'ordered a.'],
    ['I. ', 'ordered I.'],
    ['[] ', 'check'],
    ['[x] ', 'check'],
  ])('%j makes a list', (typed, line) => {
    open('<p></p>');
    type(editor, typed);
    expect(told()).toEqual([line]);
  });

  test('backspace right after takes the list back and leaves what was typed', () => {
    open('<p></p>');
    type(editor, '- ');
    press(editor, 'Backspace');
    expect(told()).toEqual(['normal - ']);
  });

  test('2. below a list continues it', () => {
    open(`${item('x')}<p></p>`);
    select(editor, 4);
    type(editor, '2. y');
    expect(told()).toEqual(['ordered 1. x', 'ordered 2. y']);
  });

  test('enter makes the next item; in an empty one it goes out, then leaves', () => {
    open('<p></p>');
    type(editor, '- one');
    press(editor, 'Enter');
    press(editor, 'Tab');
    type(editor, 'two');
    press(editor, 'Enter');
    expect(told()).toEqual(['bullet one', 'bullet1 two', 'bullet1']);
    press(editor, 'Enter');
    expect(told()[2]).toBe('bullet');
    press(editor, 'Enter');
    expect(told()).toEqual(['bullet one', 'bullet1 two', 'normal']);
  });

  test('a new checklist item is not done, a number is not started again', () => {
    open('<p></p>');
    type(editor, '[x] one');
    press(editor, 'Enter');
    expect(editor.state.doc.child(1).attrs.checked).toBe(false);
    editor.commands.setContent(item('x', 'a', 0, 'data-start="4"'));
    after(editor, 'x');
    press(editor, 'Enter');
    expect(told()).toEqual(['ordered 4. x', 'ordered 5.']);
  });

  test('backspace at the start takes the label, the indent, then joins', () => {
    open('<p>one</p><p data-list="bullet" data-list-id="a">two</p>');
    select(editor, 6);
    press(editor, 'Backspace');
    expect(told()).toEqual(['normal one', 'normal two']);
    expect(editor.state.doc.child(1).attrs.indent).toBe(36);
    press(editor, 'Backspace');
    press(editor, 'Backspace');
    expect(told()).toEqual(['normal onetwo']);
  });

  test('tab and shift+tab move the item at whose start the cursor is; elsewhere a tab is typed', () => {
    open('<p data-list="bullet" data-list-id="a">one</p>');
    select(editor, 1);
    press(editor, 'Tab');
    press(editor, 'Tab');
    press(editor, 'shift+Tab');
    expect(told()).toEqual(['bullet1 one']);
    select(editor, 2);
    press(editor, 'Tab');
    expect(told()).toEqual(['bullet1 o\tne']);
  });

  test('after escape tab leaves the editor', () => {
    open('<p>one</p>');
    press(editor, 'Escape');
    expect(press(editor, 'Tab')).toBe(false);
    expect(press(editor, 'Tab')).toBe(true);
  });
});

describe('lists by command', () => {
  test('join the list above, keep each own id, and change kind at once', () => {
    open(`${item('x')}<p>y</p><p>z</p>`);
    select(editor, 4, 8);
    editor.commands.toggleList('ordered');
    expect(told()).toEqual(['ordered 1. x', 'ordered 2. y', 'ordered 3. z']);
    after(editor, 'y');
    editor.commands.toggleList('check');
    expect(told()).toEqual(['check x', 'check y', 'check z']);
    editor.commands.toggleChecked();
    expect(editor.state.doc.child(1).attrs.checked).toBe(true);
  });

  test('a click on the box ticks it, and a viewer’s click does not', () => {
    open('<p data-list="check" data-list-id="a">buy</p>');
    const click = () =>
      editor.view.dom
        .querySelector('[data-checkbox]')
        ?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    click();
    expect(editor.view.dom.querySelector('[role=checkbox]')?.getAttribute('aria-checked')).toBe(
      'true',
    );
    editor.setEditable(false);
    click();
    expect(editor.state.doc.child(0).attrs.checked).toBe(true);
  });

  test('screen readers are told the list and the level', () => {
    open('<p data-list="bullet" data-level="2">deep</p>');
    const found = editor.view.dom.querySelector('[role=list] > [role=listitem]');
    expect(found?.getAttribute('aria-level')).toBe('3');
    expect(found?.parentElement?.getAttribute('data-label')).toBe('■');
  });
});

describe('enter', () => {
  test('after a heading comes normal text; inside it both halves stay headings', () => {
    open('<h1>Title</h1>');
    after(editor, 'Title');
    press(editor, 'Enter');
    expect(told()).toEqual(['heading1 Title', 'normal']);
    after(editor, 'Ti');
    press(editor, 'Enter');
    expect(told()).toEqual(['heading1 Ti', 'heading1 tle', 'normal']);
  });

  test('before a heading puts an empty paragraph', () => {
    open('<h1>Title</h1>');
    select(editor, 1);
    press(editor, 'Enter');
    expect(told()).toEqual(['normal', 'heading1 Title']);
    expect(editor.state.selection.from).toBe(3);
  });

  test('keeps bold on in the next paragraph', () => {
    open('<p><strong>one</strong></p>');
    after(editor, 'one');
    press(editor, 'Enter');
    type(editor, 'x');
    expect(editor.state.doc.child(1).firstChild?.marks.map((it) => it.type.name)).toEqual(['bold']);
  });

  test('the end of a paragraph that is suggested stays with its second half', () => {
    const suggestion = { kind: 'insert', id: 's', by: 'p', at: '' };
    const text = { type: 'text', text: 'one' };
    editor = openEditor({
      type: 'doc',
      content: [
        { type: 'paragraph', attrs: { break: suggestion }, content: [text] },
        { type: 'paragraph', content: [text] },
      ],
    });
    select(editor, 2);
    press(editor, 'Enter');
    const breaks = () => editor.state.doc.content.content.map((it) => it.attrs.break as unknown);
    expect(breaks()).toEqual([null, suggestion, null]);
    press(editor, 'Backspace');
    expect(breaks()).toEqual([suggestion, null]);
  });

  test('a code block goes on line by line and ends at an empty one', () => {
    open('<p></p>');
    type(editor, '```js');
    press(editor, 'Enter');
    type(editor, '# a');
    press(editor, 'Enter');
    press(editor, 'Enter');
    expect(told()).toEqual(['code # a', 'normal']);
    expect(editor.state.doc.child(0).attrs.language).toBe('js');
  });
});
