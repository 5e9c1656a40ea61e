/**
 * Pictures within a message. In the editor they are shown from an address of this browser; on the
 * way out `toWire` names them by Content-ID (RFC 2392), and `fromWire` finds them again.
 */
import { mergeAttributes, Node } from '@tiptap/core';
import { PictureView } from './pictureView';

export interface Picture {
  src: string;
  cid: string;
}

/** Begins to keep a picture and tells at once where it is shown from. */
export type KeepPicture = (file: File) => Picture;

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

const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html').body;

/** The Content-IDs of the pictures in what is written. */
export const cidsIn = (html: string): string[] =>
  [...html.matchAll(/data-cid="([^"]+)"/g)].map((found) => found[1] ?? '');

export function toWire(html: string): string {
  if (!html.includes('data-cid')) return html;
  const body = parse(html);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    image.setAttribute('src', `cid:${image.dataset.cid}`);
    image.removeAttribute('data-cid');
  }
  return body.innerHTML;
}

/** Shows the pictures of a stored message; those that `srcOf` does not know stay as they are. */
export function fromWire(html: string, srcOf: (cid: string) => string | null): string {
  if (!/src="cid:/i.test(html)) return html;
  const body = parse(html);
  for (const image of body.querySelectorAll<HTMLImageElement>('img[src^="cid:" i]')) {
    const cid = image.getAttribute('src')?.slice(4) ?? '';
    const src = srcOf(cid);
    if (!src) continue;
    image.setAttribute('src', src);
    image.dataset.cid = cid;
  }
  return body.innerHTML;
}
