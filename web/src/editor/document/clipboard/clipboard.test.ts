/** What comes in from other programs, and what goes out to them. */
import type { Editor, JSONContent } from '@tiptap/core';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { uploadsOf } from '../images/uploads';
import { listLabels } from '../lists/labels';
import { after, lines, openEditor, press, select } from '../testing';
import * as samples from './samples';

let editor: Editor;

beforeAll(() => {
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
});

afterEach(() => editor?.destroy());

/** A clipboard with these types. */
function transfer(types: Record<string, string>, files: File[] = []): DataTransfer {
  const held = new Map(Object.entries(types));
  const data = {
    files,
    types: [...held.keys()],
    getData: (type: string) => held.get(type) ?? '',
    setData: (type: string, text: string) => void held.set(type, text),
    clearData: () => held.clear(),
  };
  return data as unknown as DataTransfer;
}

function fire(name: string, data: DataTransfer): void {
  const event = new Event(name, { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: data });
  editor.view.dom.dispatchEvent(event);
}

function paste(types: Record<string, string>, content = '<p></p>', files: File[] = []): Editor {
  editor = openEditor(content, { uploadImage: () => new Promise(() => undefined) });
  fire('paste', transfer(types, files));
  return editor;
}

function copied(from: number, to: number): Map<string, string> {
  const data = transfer({});
  select(editor, from, to);
  fire('copy', data);
  const types = ['text/html', 'text/plain', 'application/x-bureau-document+json'];
  return new Map(types.map((type) => [type, data.getData(type)]));
}

const named = (name: string) => {
  const found: Record<string, unknown>[] = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name === name) found.push(node.attrs);
  });
  return found;
};

const marksOn = (text: string) => {
  let marks: string[] = [];
  editor.state.doc.descendants((node) => {
    if (node.text?.includes(text)) {
      marks = node.marks.map((it) =>
        [it.type.name, ...Object.values(it.attrs).filter(Boolean)].join(' '),
      );
    }
  });
  return marks;
};

describe('from Word', () => {
  test('styles, lists, notes, tables and page breaks keep their structure', () => {
    paste({ 'text/html': samples.word });
    expect(lines(editor)).toEqual([
      'title Report',
      'heading1 Scope',
      'normal Plain bold and red\tendSee there..',
      'normal',
      'ordered First',
      'ordered1 Nested',
      'bullet Dot',
      'normal Both',
      'normal a',
      'normal b',
      'normal',
      'normal kept',
      'normal',
    ]);
    expect(
      editor.state.doc.content.content.map((it) => it.type.name).filter((it) => it !== 'paragraph'),
    ).toEqual(['table', 'pageBreak']);
    expect(named('footnote')).toHaveLength(1);
  });

  test('numbers show as in Word, and only chosen looks come along', () => {
    paste({ 'text/html': samples.word });
    const labels = listLabels(editor.state)?.labels;
    expect(labels).toEqual(['1.', 'a.', '']);
    expect(marksOn('bold')).toEqual(['bold']);
    expect(marksOn('red')).toEqual(['textColor #ff0000', 'highlight #ffff00']);
    expect(marksOn('Plain')).toEqual([]);
  });

  test('cells keep what is merged, their colour and their widths', () => {
    paste({ 'text/html': samples.word });
    const [both, a] = named('tableCell');
    expect(both).toMatchObject({ colspan: 2, background: '#d9e2f3' });
    expect(a).toMatchObject({ colspan: 1, colwidth: [60] });
    expect(
      editor.state.doc.content.content
        .find((it) => it.type.name === 'table')
        ?.child(1)
        .child(0).firstChild?.attrs.align,
    ).toBe('center');
  });

  test('pictures come from the RTF beside, and are stored before they stand in the text', () => {
    const rtf =
      '{\\rtf1 {\\*\\shppict{\\pict{\\*\\picprop}\\picw1\\pngblip\n89504e47\n0d0a}}{\\nonshppict{\\pict\\wmetafile8 00}}}';
    paste({ 'text/html': samples.word, 'text/rtf': rtf });
    expect(named('image')).toEqual([]);
    const [upload] = uploadsOf(editor.state);
    expect(upload?.source).toBeInstanceOf(File);
    expect(upload?.attrs).toMatchObject({ alt: 'Plan', width: 200, height: 100 });
  });
});

describe('from Google', () => {
  test('Docs: headings, looks, nested lists, checklists and tables', () => {
    paste({ 'text/html': samples.google });
    expect(lines(editor)).toEqual([
      'heading2 Plan',
      'normal Bold red  textlink',
      'bullet One',
      'bullet1 Two',
      'ordered Three',
      'check Done',
      'normal x',
      'normal y',
      'normal',
    ]);
    expect(marksOn('Bold')).toEqual(['bold']);
    expect(marksOn('red')).toEqual(['italic', 'font Georgia', 'textColor #cc0000']);
    expect(marksOn('link')).toEqual(['link https://a.org']);
    expect(listLabels(editor.state)?.labels).toEqual(['', '', 'iii.', '']);
    expect(named('paragraph').find((it) => it.list === 'check')?.checked).toBe(true);
    expect(named('tableCell').map((it) => [it.colwidth, it.background, it.valign])).toEqual([
      [[100], '#fff2cc', 'middle'],
      [[200], null, null],
    ]);
    expect(uploadsOf(editor.state)).toEqual([]);
  });

  test('Sheets', () => {
    paste({ 'text/html': samples.sheets, 'text/plain': 'Name\t12' });
    expect(named('tableCell').map((it) => it.colwidth)).toEqual([[100], [80]]);
    expect(marksOn('Name')).toContain('bold');
    expect(named('paragraph')[1]?.align).toBe('right');
  });
});

describe('from other programs', () => {
  test('Excel tells looks in classes', () => {
    paste({ 'text/html': samples.excel });
    expect(named('tableCell')[0]).toMatchObject({ background: '#4472c4', colwidth: [64] });
    expect(marksOn('Item')).toEqual(['bold', 'textColor #ffffff']);
    expect(
      named('paragraph')
        .map((it) => it.align)
        .slice(0, 2),
    ).toEqual(['center', 'right']);
  });

  test('web pages: structure, not their design; no scripts', () => {
    paste({ 'text/html': samples.web });
    expect(lines(editor)).toEqual([
      'heading3 News',
      'normal First line',
      'normal Secondline',
      'quote Said',
      'code let a;',
      'code',
      'code b();',
      'ordered x',
      'bullet1 y',
      'ordered z',
      'normal more',
      'check task',
      'normal bad',
    ]);
    expect(marksOn('line')).toEqual([]);
    expect(marksOn('bad')).toEqual([]);
    expect(listLabels(editor.state)?.labels).toEqual(['a.', '', 'b.', '']);
    expect(uploadsOf(editor.state).map((it) => it.source)).toEqual(['https://a.org/p.png']);
  });

  test('rows of tabs become a table; numbers stand right', () => {
    paste({ 'text/plain': 'Name\tSum\nA\t1,5\n' });
    expect(lines(editor)).toEqual([
      'normal Name',
      'normal Sum',
      'normal A',
      'normal 1,5',
      'normal',
    ]);
    expect(named('paragraph')[3]?.align).toBe('right');
  });

  test('a picture without words is stored, one beside words is not', () => {
    const file = new File(['x'], 'a.png', { type: 'image/png' });
    paste({ 'text/html': '<img src="https://a.org/x.png">' }, '<p></p>', [file]);
    expect(uploadsOf(editor.state).map((it) => it.source)).toEqual([file]);
    editor.destroy();
    paste({ 'text/html': '<p>words</p>', 'text/plain': 'words' }, '<p></p>', [file]);
    expect(uploadsOf(editor.state)).toEqual([]);
    expect(lines(editor)).toEqual(['normal words']);
  });

  test('words go into the paragraph at the cursor', () => {
    editor = openEditor('<h1>Hello you</h1>');
    after(editor, 'Hello');
    fire('paste', transfer({ 'text/html': '<p><b>dear</b></p>' }));
    expect(lines(editor)).toEqual(['heading1 Hellodear you']);
  });

  test('an address over selected words links them', () => {
    editor = openEditor('<p>see here</p>');
    select(editor, 5, 9);
    fire('paste', transfer({ 'text/plain': 'https://a.org' }));
    expect(marksOn('here')).toEqual(['link https://a.org']);
    expect(editor.state.doc.textContent).toBe('see here');
  });

  test('lines into a list become items; blank lines stay', () => {
    editor = openEditor('<p data-list="bullet" data-list-id="a">x</p>');
    after(editor, 'x');
    fire('paste', transfer({ 'text/plain': '1\n\n2' }));
    expect(lines(editor)).toEqual(['bullet x1', 'bullet', 'bullet 2']);
  });

  test('ctrl+shift+v takes the words alone', () => {
    editor = openEditor('<p></p>');
    editor.view.dom.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true }),
    );
    fire('paste', transfer({ 'text/html': '<h1><b>Big</b></h1>', 'text/plain': '# Big' }));
    expect(lines(editor)).toEqual(['normal # Big']);
  });
});

describe('Markdown', () => {
  const text =
    '# Title\n\nSome **bold** and `code`\nwith [a link](https://a.org).\n\n- one\n  - two\n- [x] done\n\n3. three\n\n> said\n\n```js\nlet a;\n```\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n\n---';

  test('becomes what it means', () => {
    paste({ 'text/plain': text });
    expect(lines(editor)).toEqual([
      'heading1 Title',
      'normal Some bold and code with a link.',
      'bullet one',
      'bullet1 two',
      'check done',
      'ordered three',
      'quote said',
      'code let a;',
      'normal A',
      'normal B',
      'normal 1',
      'normal 2',
      'normal',
    ]);
    expect(marksOn('a link')).toEqual(['link https://a.org']);
    expect(named('tableHeader')).toHaveLength(2);
    expect(named('horizontalRule')).toHaveLength(1);
  });

  test('undo gives the text as it was copied', () => {
    paste({ 'text/plain': '# Title\n\n**b**' });
    press(editor, 'mod+z');
    expect(lines(editor)).toEqual(['normal # Title', 'normal', 'normal **b**']);
  });

  test.each(['a * b * c', '1. only one line', 'snake_case and 2*3', 'see (this) [too]'])(
    '%j is just text',
    (plain) => {
      paste({ 'text/plain': plain });
      expect(lines(editor)).toEqual([`normal ${plain}`]);
    },
  );
});

describe('copying', () => {
  test('gives nested lists, headings, quotes, code and tables', () => {
    editor = openEditor(
      '<h1>T</h1><p data-list="bullet" data-list-id="a">x</p>' +
        '<p data-list="ordered" data-list-id="a" data-level="1" data-marker="lower-alpha">y</p>' +
        '<p data-list="bullet" data-list-id="a">z</p><p data-style="quote">q</p>' +
        '<pre>a</pre><pre>b</pre><table><tr><td>c</td></tr></table><p>end</p>',
    );
    const html = copied(0, editor.state.doc.content.size).get('text/html');
    expect(html).toBe(
      '<h1>T</h1><ul><li>x<ol type="a"><li>y</li></ol></li><li>z</li></ul>' +
        '<blockquote><p>q</p></blockquote><pre><code>a\nb</code></pre>' +
        '<table style="border-collapse:collapse"><tbody><tr>' +
        '<td style="border:1px solid #999;padding:4pt;">c</td></tr></tbody></table><p>end</p>',
    );
  });

  test('gives text with labels, and single words as words', () => {
    editor = openEditor(
      '<p data-list="ordered" data-list-id="a">x <strong>y</strong></p><p data-list="ordered" data-list-id="a">z</p>',
    );
    expect(copied(0, editor.state.doc.content.size).get('text/plain')).toBe('1. x y\n2. z');
    const words = copied(3, 4);
    expect(words.get('text/html')).toBe('<strong>y</strong>');
    expect(words.get('text/plain')).toBe('y');
  });

  test('carries everything to another document, except comments and suggestions', () => {
    const commented = (marks: JSONContent['marks']) => ({
      type: 'text',
      text: 'ab',
      marks,
    });
    editor = openEditor({
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { list: 'check', listId: 'l', checked: true, spaceAfter: 4 },
          content: [
            commented([
              { type: 'comment', attrs: { id: 'c' } },
              { type: 'insertion', attrs: { id: 's', by: 'p', at: '' } },
            ]),
            {
              type: 'text',
              text: 'no',
              marks: [{ type: 'deletion', attrs: { id: 's', by: 'p', at: '' } }],
            },
            { type: 'equation', attrs: { latex: 'x^2' } },
          ],
        },
        { type: 'paragraph' },
      ],
    });
    const held = Object.fromEntries(copied(0, editor.state.doc.content.size));
    editor.destroy();
    editor = openEditor('<p></p>', { documentId: 'other' });
    fire('paste', transfer(held));
    const [first] = editor.state.doc.content.content;
    expect(first?.toJSON()).toMatchObject({
      attrs: { list: 'check', checked: true, spaceAfter: 4 },
      content: [
        { type: 'text', text: 'ab' },
        { type: 'equation', attrs: { latex: 'x^2' } },
      ],
    });
    expect(first?.firstChild?.marks).toEqual([]);
  });

  test('cut takes the words away', () => {
    editor = openEditor('<p>one two</p>');
    select(editor, 1, 5);
    fire('cut', transfer({}));
    expect(editor.state.doc.textContent).toBe('two');
  });
});
