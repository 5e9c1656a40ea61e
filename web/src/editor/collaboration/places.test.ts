import type { Editor } from '@tiptap/core';
import { absolutePositionToRelativePosition } from 'y-prosemirror';
import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { openEditor, select, type } from '@/editor/document/testing';
import { collaboration } from '.';
import { syncStateOf } from './binding';
import { BlockMap, relativePosition } from './places';

function openShared(ydoc: Y.Doc): Editor {
  const fragment = ydoc.getXmlFragment('body');
  const provider = { awareness: new Awareness(ydoc) };
  return openEditor('', {}, [collaboration({ fragment, provider })]);
}

function open(): { editor: Editor; ydoc: Y.Doc } {
  const ydoc = new Y.Doc();
  const editor = openShared(ydoc);
  editor.commands.setContent(
    '<h1>Title</h1><p></p><p>One <b>two</b> three</p><hr><p></p><ul><li>a</li><li>b</li></ul>' +
      '<table><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></table><p>End</p>',
  );
  return { editor, ydoc };
}

/** How many positions were found without the walk; fails where the two ways differ. */
function compare(editor: Editor): number {
  const { doc } = editor.state;
  const binding = syncStateOf(editor.state)?.binding;
  if (!binding) throw new Error('The editor shares nothing.');
  let known = 0;
  for (let pos = 0; pos <= doc.content.size; pos += 1) {
    const walked: unknown = absolutePositionToRelativePosition(pos, binding.type, binding.mapping);
    expect([pos, relativePosition(binding, doc, pos)]).toEqual([pos, walked]);
    const { depth, pos: at } = doc.resolve(pos);
    const index = doc.resolve(pos).index(0);
    const { mapping } = binding;
    if (depth && at && mapping instanceof BlockMap && mapping.elementOf(doc, index, binding.type))
      known += 1;
  }
  return known;
}

test('each position has the place that a walk over all blocks finds', () => {
  const { editor } = open();
  expect(compare(editor)).toBeGreaterThan(40);
});

test('what is shared already is shown, and its places are known', () => {
  const { editor, ydoc } = open();
  const second = new Y.Doc();
  Y.applyUpdate(second, Y.encodeStateAsUpdate(ydoc));
  const late = openShared(second);
  expect(late.getJSON()).toEqual(editor.getJSON());
  expect(compare(late)).toBeGreaterThan(40);
});

test('places hold after own edits, and after those of a colleague', () => {
  const { editor, ydoc } = open();
  select(editor, 3);
  type(editor, 'wide ');
  editor.commands.splitBlock();
  compare(editor);
  const colleague = new Y.Doc();
  Y.applyUpdate(colleague, Y.encodeStateAsUpdate(ydoc));
  const first = colleague.getXmlFragment('body').get(0) as Y.XmlElement;
  (first.get(0) as Y.XmlText).insert(0, 'Their ');
  colleague.getXmlFragment('body').delete(1, 1);
  Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(colleague));
  compare(editor);
});

test('one node at several places is not mistaken for another', () => {
  const { editor } = open();
  const paragraph = editor.schema.nodes.paragraph?.create(null, editor.schema.text('same'));
  if (!paragraph) throw new Error('The schema has no paragraph.');
  editor.view.dispatch(editor.state.tr.insert(0, [paragraph, paragraph, paragraph]));
  compare(editor);
});
