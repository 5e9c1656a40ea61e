/** Edits of blocks: keys settle once, and conditions follow what they look at. */
import { describe, expect, test } from 'vitest';
import {
  changeBlock,
  duplicateBlock,
  freeKey,
  moveItem,
  newBlock,
  renameKey,
  settleKey,
  settleOptionKey,
  slugOf,
  withKind,
  type Block,
} from './blocks';

const issue: Block = {
  id: 'a',
  kind: 'choice',
  key: 'question_1',
  label: 'What is wrong?',
  options: [
    { key: 'o_1', label: 'Battery' },
    { key: 'o_2', label: 'Screen' },
  ],
};
const photo: Block = {
  id: 'b',
  kind: 'file',
  key: 'photo',
  label: 'Photo',
  show_if: { any: [{ field: 'answers.question_1', op: 'one_of', value: ['o_1', 'o_2'] }] },
};

describe('keys', () => {
  test('are words of the label, without accents and in small letters', () => {
    expect(slugOf('Numéro de commande ?')).toBe('numero_de_commande');
    expect(slugOf('123 go')).toBe('go');
    expect(slugOf('???')).toBe('');
  });

  test('are never taken twice, and never a word of the condition language', () => {
    expect(freeKey([issue, photo], 'photo')).toBe('photo_2');
    expect(freeKey([issue, photo], 'photo', 'b')).toBe('photo');
    expect(freeKey([issue], 'in')).toBe('question_2');
  });

  test('settle after the first label, and conditions follow', () => {
    const [first, second] = settleKey([issue, photo], 'a');
    expect(first?.key).toBe('what_is_wrong');
    expect(second?.show_if).toEqual({
      any: [{ field: 'answers.what_is_wrong', op: 'one_of', value: ['o_1', 'o_2'] }],
    });
    expect(settleKey([{ ...issue, key: 'own' }], 'a')[0]?.key).toBe('own');
  });

  test('of options settle, too, and conditions follow', () => {
    const [first, second] = settleOptionKey([issue, photo], 'a', 'o_1');
    expect(first?.options?.map((it) => it.key)).toEqual(['battery', 'o_2']);
    expect(second?.show_if).toEqual({
      any: [{ field: 'answers.question_1', op: 'one_of', value: ['battery', 'o_2'] }],
    });
  });

  test('change on request', () => {
    expect(renameKey([issue, photo], 'a', 'issue').map((it) => it.key)).toEqual(['issue', 'photo']);
  });
});

describe('edits', () => {
  test('leave out what says nothing', () => {
    const [changed] = changeBlock([{ ...issue, required: true }], 'a', { required: undefined });
    expect(changed).toEqual(issue);
  });

  test('keep the words and the options when the kind changes', () => {
    const changed = withKind([issue, photo], { ...issue, required: true }, 'choices', 'Option 1');
    expect(changed).toEqual({ ...issue, kind: 'choices', required: true });
    const text = withKind([issue, photo], issue, 'short_text', 'Option 1');
    expect(text).toEqual({
      id: 'a',
      kind: 'short_text',
      key: 'question_1',
      label: 'What is wrong?',
    });
  });

  test('start a choice with one option and a scale with its ends', () => {
    expect(newBlock([], 'choice', 'Option 1').options).toHaveLength(1);
    expect(newBlock([], 'scale', '')).toMatchObject({ key: 'question_1', min: 1, max: 5 });
    expect(newBlock([], 'section', '').key).toBeUndefined();
  });

  test('move one place, and not over the edge', () => {
    expect(moveItem(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moveItem(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });

  test('copy a block beside it with its own id and key', () => {
    const [blocks, id] = duplicateBlock([issue, photo], 'b');
    expect(blocks.map((it) => it.key)).toEqual(['question_1', 'photo', 'photo_2']);
    expect(blocks[2]?.id).toBe(id);
    expect(id).not.toBe('b');
  });
});
