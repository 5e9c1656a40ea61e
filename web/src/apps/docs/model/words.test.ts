import { getSchema } from '@tiptap/core';
import { expect, test } from 'vitest';
import { schemaExtensions } from '@/editor/document/schema';
import { countNode, countText } from './words';

const schema = getSchema(schemaExtensions());

test.each([
  ['', 0],
  ['one two  three', 3],
  ["don't re-open v1.2, please", 4],
  ['L’été à Paris', 3],
  ['日本語 test', 4],
  ['— … !', 0],
])('%j has %i words', (text, words) => {
  expect(countText(text).words).toBe(words);
});

test('characters are what people see, not code units', () => {
  expect(countText('a 😀')).toEqual({ words: 1, characters: 3, letters: 2 });
});

test('paragraphs and cells add up, mentions count, footnotes do not run into words', () => {
  const doc = schema.nodeFromJSON({
    type: 'doc',
    content: [
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'ask ' },
          { type: 'mention', attrs: { label: 'Noa Levi' } },
        ],
      },
      { type: 'paragraph', content: [{ type: 'text', text: 'now' }] },
    ],
  });
  expect(countNode(doc).words).toBe(4);
});
