import { expect, test } from 'vitest';
import type { Suggestion } from '@/editor/collaboration';
import english from '../locales/en.json';
import { wordsOf } from './words';

const words: Record<string, string> = english;
const t = (key: string, values: Record<string, string> = {}) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{{${name}}}`, value),
    words[key] ?? key,
  );

const blank: Suggestion = {
  id: '1',
  by: 'noa',
  at: '2026-01-01T00:00:00Z',
  from: 0,
  to: 1,
  inserted: '',
  deleted: '',
  insertedObjects: [],
  deletedObjects: [],
  formats: [],
  styles: [],
};

test('says what is replaced, added, removed and formatted', () => {
  const said = (part: Partial<Suggestion>) => wordsOf({ ...blank, ...part }, t);
  expect(said({ inserted: 'y', deleted: 'x' })).toEqual(['Replace “x” with “y”']);
  expect(said({ inserted: 'one¶two' })).toEqual(['Add “one ¶ two”']);
  expect(said({ deleted: '¶', deletedObjects: ['paragraph'] })).toEqual(['Delete paragraph break']);
  expect(said({ formats: ['bold'], styles: ['style'] })).toEqual(['Format: bold, style']);
});
