/** Pictures on their way to the server. */
import type { Editor } from '@tiptap/core';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openEditor, select } from '../testing';
import { uploadsOf } from './uploads';

let editor: Editor;

beforeAll(() => {
  URL.createObjectURL = () => 'blob:x';
  URL.revokeObjectURL = () => undefined;
});

afterEach(() => editor.destroy());

const named = (name: string) => {
  const found: Record<string, unknown>[] = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name === name) found.push(node.attrs);
  });
  return found;
};

describe('uploads', () => {
  test('a picture is inserted when it is stored, where its place is by then', async () => {
    let store: (image: { src: string; width: number; height: number }) => void = () => undefined;
    const stored = new Promise<{ src: string; width: number; height: number }>(
      (done) => (store = done),
    );
    editor = openEditor('<p>ab</p>', { uploadImage: () => stored });
    editor.commands.uploadImages([new File(['x'], 'a.png', { type: 'image/png' })], 2);
    expect(editor.view.dom.querySelector('[data-upload=running]')).not.toBe(null);
    select(editor, 1);
    editor.commands.insertContent('more ');
    store({ src: 'asset:1', width: 10, height: 5 });
    await vi.waitFor(() => expect(named('image')).toHaveLength(1));
    expect(editor.state.doc.textBetween(0, editor.state.doc.content.size, '', '|')).toBe(
      'more a|b',
    );
    expect(named('image')[0]).toMatchObject({ src: 'asset:1', width: 10, height: 5 });
    expect(uploadsOf(editor.state)).toEqual([]);
  });

  test('a failed one can be tried again or dropped', async () => {
    const upload = vi.fn().mockRejectedValue(new Error('full'));
    editor = openEditor('<p>ab</p>', { uploadImage: upload });
    editor.commands.uploadImages(['https://a.org/x.png']);
    const buttons = () => [
      ...editor.view.dom.querySelectorAll<HTMLElement>('[data-upload=failed] button'),
    ];
    await vi.waitFor(() => expect(buttons()).toHaveLength(2));
    buttons()[0]?.click();
    await vi.waitFor(() => expect(upload).toHaveBeenCalledTimes(2));
    await vi.waitFor(() => expect(buttons()).toHaveLength(2));
    buttons()[1]?.click();
    expect(uploadsOf(editor.state)).toEqual([]);
  });
});
