/** Suggesting: rejecting all restores the document, accepting all gives the plain edit. */
import type { Node } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from 'y-prosemirror';
import * as Y from 'yjs';
import { edits, original, plainly, schema, suggested, type Edit } from './edits.testing';
import { settledDoc } from './resolve';
import { transformed } from './transform';

interface Step {
  edit: Edit;
  author: string | null;
}

/** Edits the plain document and the one with suggestions alike; compares after each edit. */
function carryOut(steps: Step[]): Node {
  let plain: Node = original;
  let told: Node = original;
  for (const { edit, author } of steps) {
    const nextPlain = plainly(plain, edit);
    const nextTold = suggested(told, edit, author);
    if (!nextPlain || !nextTold) continue;
    nextTold.check();
    plain = nextPlain;
    told = nextTold;
    expect(settledDoc(told, 'accept').toJSON()).toEqual(plain.toJSON());
  }
  return told;
}

const stepsBy = (...authors: (string | null)[]) =>
  fc.array(fc.record({ edit: edits, author: fc.constantFrom(...authors) }), { maxLength: 14 });

test('rejecting all gives the document as it was, accepting all the plain edit', () => {
  const property = fc.property(stepsBy('noa', 'lea'), (steps) => {
    expect(settledDoc(carryOut(steps), 'reject').toJSON()).toEqual(original.toJSON());
  });
  fc.assert(property, { numRuns: 150 });
}, 60_000);

test('editing for real leaves the suggestions of others as they are', () => {
  const property = fc.property(stepsBy('noa', 'lea', null), (steps) => void carryOut(steps));
  fc.assert(property, { numRuns: 100 });
}, 60_000);

test('a document with suggestions comes back from Yjs as it was', () => {
  const property = fc.property(stepsBy('noa', 'lea'), (steps) => {
    const told = carryOut(steps);
    const fragment = new Y.Doc().getXmlFragment('body');
    prosemirrorToYXmlFragment(told, fragment);
    expect(yXmlFragmentToProseMirrorRootNode(fragment, schema).toJSON()).toEqual(told.toJSON());
  });
  fc.assert(property, { numRuns: 40 });
}, 60_000);

/** A document of plain paragraphs, and edits by their positions. */
function told(texts: string[], ...changes: ((state: EditorState) => EditorState['tr'])[]) {
  const paragraphs = texts.map((it) => schema.node('paragraph', null, it ? [schema.text(it)] : []));
  const doc = schema.node('doc', null, paragraphs);
  let state = EditorState.create({ doc });
  for (const change of changes) state = state.apply(transformed(state, change(state), 'noa'));
  return { doc, state };
}

test('insert, delete, split and join of one place leave nothing behind when rejected', () => {
  const { doc, state } = told(
    ['hello world', 'next'],
    ({ tr }) => tr.insertText('XY', 6),
    ({ tr }) => tr.delete(4, 7),
    ({ tr }) => tr.split(6),
    ({ tr }) => tr.delete(5, 9),
    ({ tr }) => tr.split(5),
    ({ tr, doc: now }) => tr.join(now.child(0).nodeSize),
  );
  expect(settledDoc(state.doc, 'reject').toJSON()).toEqual(doc.toJSON());
});

test('what oneself suggested goes for real', () => {
  const { doc, state } = told(
    ['ab'],
    ({ tr }) => tr.insertText('XY', 2),
    ({ tr }) => tr.delete(2, 4),
  );
  expect(state.doc.toJSON()).toEqual(doc.toJSON());
});

test('neighbouring changes of one person are one suggestion', () => {
  const { state } = told(
    ['abc'],
    ({ tr }) => tr.delete(2, 3),
    ({ tr }) => tr.insertText('X', 2),
    ({ tr }) => tr.insertText('Y', 3),
  );
  const ids = new Set<unknown>();
  state.doc.descendants((node) => node.marks.forEach((mark) => ids.add(mark.attrs.id)));
  expect(ids.size).toBe(1);
});

test('what is written anew stays though the same letters were suggested to go', () => {
  const { doc, state } = told(
    ['abc'],
    ({ tr }) => tr.delete(2, 3),
    ({ tr }) => tr.replaceWith(1, 2, schema.text('ab')),
  );
  expect(settledDoc(state.doc, 'accept').textContent).toBe('abc');
  expect(settledDoc(state.doc, 'reject').toJSON()).toEqual(doc.toJSON());
});
