/** Commands on the selected picture. */
import { Extension } from '@tiptap/core';
import { NodeSelection, Plugin, type Transaction } from '@tiptap/pm/state';
import type { DocumentOptions } from '../options';
import type { ImageWrap } from '../schema/attributes';
import { ImageView } from './view';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentImages: {
      setImageWrap: (wrap: ImageWrap) => ReturnType;
      setImageText: (alt: string) => ReturnType;
      /** Pixels; the height keeps the proportions. null: its natural size. */
      setImageWidth: (width: number | null) => ReturnType;
    };
  }
}

function change(tr: Transaction, wanted: Record<string, unknown>): boolean {
  const { selection } = tr;
  if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'image') return false;
  const pos = selection.from;
  for (const [name, value] of Object.entries(wanted)) tr.setNodeAttribute(pos, name, value);
  tr.setSelection(NodeSelection.create(tr.doc, pos));
  return true;
}

function setWidth(tr: Transaction, width: number | null): boolean {
  const { selection } = tr;
  if (!(selection instanceof NodeSelection)) return false;
  const { width: oldWidth, height: oldHeight } = selection.node.attrs;
  const ratio = oldWidth && oldHeight ? Number(oldHeight) / Number(oldWidth) : null;
  const height = width && ratio ? Math.round(width * ratio) : null;
  return change(tr, { width, height });
}

export const Images = Extension.create<Pick<DocumentOptions, 'assetUrl' | 't'>>({
  name: 'documentImages',
  addOptions: () => ({ assetUrl: (src) => src, t: (key) => key }),
  addCommands: () => ({
    setImageWrap:
      (wrap) =>
      ({ tr }) =>
        change(tr, { wrap }),
    setImageText:
      (alt) =>
      ({ tr }) =>
        change(tr, { alt }),
    setImageWidth:
      (width) =>
      ({ tr }) =>
        setWidth(tr, width),
  }),
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin({
        props: {
          nodeViews: {
            image: (node, view, getPos) => new ImageView(node, view, getPos, options),
          },
        },
      }),
    ];
  },
});
