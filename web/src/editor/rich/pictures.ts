/** Pictures within a message; `wire.ts` names them on the way out. */
import { mergeAttributes, Node } from '@tiptap/core';
import { PictureView } from './pictureView';

const text = (name: string) => ({
  default: null,
  parseHTML: (element: HTMLElement) => element.getAttribute(name),
});

export const PictureNode = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({
    src: text('src'),
    alt: text('alt'),
    width: text('width'),
    cid: { ...text('data-cid'), renderHTML: ({ cid }) => (cid ? { 'data-cid': cid } : {}) },
  }),
  parseHTML: () => [{ tag: 'img[data-cid]' }],
  renderHTML: ({ HTMLAttributes }) => [
    'img',
    mergeAttributes(HTMLAttributes, { style: 'max-width:100%;height:auto' }),
  ],
  addNodeView: () => (props) => new PictureView(props.node, props.view, () => props.getPos()),
});
