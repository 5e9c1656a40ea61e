/**
 * What a message looks like on its way, without the editor's engine: pictures are shown from an
 * address of this browser while one writes, and named by Content-ID (RFC 2392) when it is sent.
 */

export interface Picture {
  src: string;
  cid: string;
}

/** Begins to keep a picture and tells at once where it is shown from. */
export type KeepPicture = (file: File) => Picture;

export const SIGNATURE_CLASS = 'gmail_signature';

export const signatureHtml = (html: string): string =>
  `<div class="${SIGNATURE_CLASS}">${html}</div>`;

/** What was written, without the signature. */
export const withoutSignature = (html: string): string =>
  html.split(`<div class="${SIGNATURE_CLASS}"`)[0] ?? '';

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
