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
  const fragment = purify.sanitize(html, {
    FORBID_TAGS: [...FORBIDDEN, 'style'],
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
    ALLOWED_URI_REGEXP: /^(?:https?|mailto|tel|cid):/i,
  });
  if (!keepsInline) {
    for (const image of fragment.querySelectorAll('img[src^="cid:" i]')) image.remove();
  }
  const box = document.createElement('div');
  box.append(fragment);
  return box.innerHTML;
}
