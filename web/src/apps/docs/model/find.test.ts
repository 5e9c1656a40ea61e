import { getSchema } from '@tiptap/core';
import { EditorState } from '@tiptap/pm/state';
import { EditorView } from '@tiptap/pm/view';
import { expect, test } from 'vitest';
import { schemaExtensions } from '@/editor/document/schema';
import { ask, findPlugin, findState, replaceAll, replaceOne, step, type Query } from './find';

const schema = getSchema(schemaExtensions());
const bold = [{ type: 'bold' }];

const paragraph = (...texts: (string | [string])[]) => ({
  type: 'paragraph',
  content: texts.map((text) =>
    typeof text === 'string'
      ? { type: 'text', text }
      : { type: 'text', text: text[0], marks: bold },
  ),
});

function viewOf(...content: object[]): EditorView {
  const doc = schema.nodeFromJSON({ type: 'doc', content });
  const state = EditorState.create({ doc, plugins: [findPlugin()] });
  const view = new EditorView(document.createElement('div'), { state });
  view.domAtPos = () => ({ node: view.dom, offset: 0 });
  return view;
}

const query = (text: string, more: Partial<Query> = {}): Query => ({
  text,
  isCaseSensitive: false,
  isWholeWord: false,
  isRegex: false,
  ...more,
});

const textsOf = (view: EditorView) => {
  const texts: string[] = [];
  view.state.doc.forEach((node) => texts.push(node.textContent));
  return texts;
};
const words = (view: EditorView) =>
  findState(view.state).hits.map((hit) => view.state.doc.textBetween(hit.from, hit.to));

test('finds over marks and paragraphs, whatever the case', () => {
  const view = viewOf(paragraph('A re', ['fund'], ' for you'), paragraph('Refunds'));
  ask(view, query('refund'));
  expect(words(view)).toEqual(['refund', 'Refund']);
  ask(view, query('refund', { isCaseSensitive: true }));
  expect(words(view)).toEqual(['refund']);
  ask(view, query('refund', { isWholeWord: true }));
  expect(words(view)).toEqual(['refund']);
});

test('whole words know letters of all scripts', () => {
  const view = viewOf(paragraph('été, étéx, l’été'));
  ask(view, query('été', { isWholeWord: true }));
  expect(words(view)).toHaveLength(2);
});

test('dots are dots, unless they are an expression', () => {
  const view = viewOf(paragraph('v1.2 and v152'));
  ask(view, query('1.2'));
  expect(words(view)).toEqual(['1.2']);
  ask(view, query('1.2', { isRegex: true }));
  expect(words(view)).toEqual(['1.2', '152']);
  ask(view, query('(', { isRegex: true }));
  expect(words(view)).toEqual([]);
});

test('offsets stay right behind pictures and footnotes', () => {
  const footnote = { type: 'footnote', content: [{ type: 'text', text: 'note' }] };
  const line = {
    type: 'paragraph',
    content: [
      { type: 'image' },
      { type: 'text', text: 'a' },
      footnote,
      { type: 'text', text: 'end' },
    ],
  };
  const view = viewOf(line);
  ask(view, query('end'));
  expect(words(view)).toEqual(['end']);
});

test('goes round, and follows edits', () => {
  const view = viewOf(paragraph('one'), paragraph('one'));
  ask(view, query('one'));
  expect(findState(view.state).at).toBe(0);
  step(view, -1);
  expect(findState(view.state).at).toBe(1);
  step(view, 1);
  expect(findState(view.state).at).toBe(0);
  view.dispatch(view.state.tr.insertText('one ', 1));
  expect(words(view)).toEqual(['one', 'one', 'one']);
});

test('replaces one and goes on, keeping its looks', () => {
  const view = viewOf(paragraph('a ', ['cat'], ' and a cat'));
  ask(view, query('cat'));
  replaceOne(view, 'cats');
  expect(textsOf(view)).toEqual(['a cats and a cat']);
  expect(view.state.doc.nodeAt(3)?.marks.map((it) => it.type.name)).toEqual(['bold']);
  expect(findState(view.state).at).toBe(1);
});

test('replaces all in one step, with groups of the expression', () => {
  const view = viewOf(paragraph('12-05 and 13-06'), paragraph('14-07'));
  ask(view, query('(\\d+)-(\\d+)', { isRegex: true }));
  expect(replaceAll(view, '$2/$1')).toBe(3);
  expect(textsOf(view)).toEqual(['05/12 and 06/13', '07/14']);
});

test('replacing with nothing deletes', () => {
  const view = viewOf(paragraph('very very good'));
  ask(view, query('very '));
  replaceAll(view, '');
  expect(textsOf(view)).toEqual(['good']);
});
