/** Second cleaning of HTML from outside, after the server's: nothing in it may run or reach us. */
import type DOMPurify from 'dompurify';

type Purifier = typeof DOMPurify;
let loading: Promise<Purifier> | null = null;

function purifier(): Promise<Purifier> {
  loading ??= import('dompurify').then((module) => module.default);
  return loading;
}

const FORBIDDEN = [
  'form',
  'input',
  'button',
  'select',
  'textarea',
  'svg',
  'math',
  'audio',
  'video',
];

/** Attributes that load something besides `src`. */
const LOADING = ['srcset', 'background', 'poster', 'ping'];

/** A whole page with its style sheets, for a frame of its own. */
export async function cleanPage(html: string): Promise<Document> {
  const purify = await purifier();
  const clean = purify.sanitize(html, {
    WHOLE_DOCUMENT: true,
    ADD_TAGS: ['style'],
    // Set by the server on pictures that it did not let through.
    ADD_ATTR: ['data-remote-src'],
    FORBID_TAGS: FORBIDDEN,
    ALLOW_DATA_ATTR: false,
  });
  return new DOMParser().parseFromString(clean, 'text/html');
}

/** The inside of a message, to be quoted in another one. */
export async function cleanFragment(
  html: string,
  { keepsInline }: { keepsInline: boolean },
): Promise<string> {
  const purify = await purifier();
  const clean = purify.sanitize(html, {
    FORBID_TAGS: [...FORBIDDEN, 'style'],
    FORBID_ATTR: LOADING,
    ALLOW_DATA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel|cid):/i,
  });
  // A document of its own, in which pictures are not loaded.
  const page = new DOMParser().parseFromString(clean, 'text/html');
  if (!keepsInline) {
    for (const image of page.querySelectorAll('img[src^="cid:" i]')) image.remove();
  }
  return page.body.innerHTML;
}
