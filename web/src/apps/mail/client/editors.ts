/** The editors of the messages being written, for what works on the text from outside of it. */
import type { Editor } from '@tiptap/core';
import type {} from '@/editor/rich/looks';
import type {} from '@/editor/rich/signature';

const editors = new Map<string, Editor>();

export function noteEditor(key: string, editor: Editor | null): void {
  if (editor) editors.set(key, editor);
  else editors.delete(key);
}

export const editorNow = (key: string): Editor | undefined => editors.get(key);

/** Put HTML where the cursor is. */
export function insertHtml(key: string, html: string): void {
  editors.get(key)?.chain().focus().insertContent(html).run();
}

/** Let the links to a file of Drive lead elsewhere. */
export function replaceLinks(key: string, nodeId: string, href: string): void {
  const editor = editors.get(key);
  const link = editor?.schema.marks.link;
  if (!editor || !link) return;
  const { tr } = editor.state;
  editor.state.doc.descendants((node, pos) => {
    const mark = node.marks.find((it) => it.type === link);
    if (!String(mark?.attrs.href ?? '').includes(`/drive/files/${nodeId}`)) return;
    tr.addMark(pos, pos + node.nodeSize, link.create({ ...mark?.attrs, href }));
  });
  editor.view.dispatch(tr);
}
