/**
 * Prepares the page of a message for its frame: cleaned once more, under a policy that loads
 * nothing, its quoted end marked, in our colours when it brings none of its own.
 */
import { cleanPage } from './clean';
import { markDeceivingLinks } from './links';

/** Marks the end that is quoted; the frame's root carries "folded" while it is hidden. */
export const QUOTED = 'bureau-quoted';
export const FOLDED = 'bureau-folded';
export const ROOT = 'bureau-root';
const PICTURE = 'bureau-picture';

export interface Look {
  text: string;
  link: string;
  font: string;
  scheme: 'light' | 'dark';
  /** The font's own rules, because a frame knows no fonts of its page. */
  faces: string;
}

export interface Framed {
  html: string;
  hasQuote: boolean;
  /** Whether the message brings colours, and so must stand on white paper. */
  hasColours: boolean;
}

const PICTURES = `${window.location.origin}/mail/images`;
const policy = () =>
  `default-src 'none'; img-src data: ${PICTURES}; style-src 'unsafe-inline'; font-src ${window.location.origin}; ` +
  "form-action 'none'; base-uri 'none'";
const QUOTES = '.gmail_quote:has(> blockquote), .yahoo_quoted, blockquote';
const COLOURS = /(?:background|(?:^|[;"\s{])color)\s*:|bgcolor=|<font[^>]*color/i;

const words = (range: Range): string => range.toString().replace(/\s+/g, '');

/** The quote that ends the message, with the line that introduces it. */
function findQuote(page: Document): Element[] {
  const quote = page.body.querySelector(QUOTES);
  if (!quote) return [];
  const before = page.createRange();
  before.setStart(page.body, 0);
  before.setEndBefore(quote);
  const after = page.createRange();
  after.setStartAfter(quote);
  after.setEnd(page.body, page.body.childNodes.length);
  if (!words(before) || words(after)) return [];
  const introduction = quote.previousElementSibling;
  const isIntroduction = introduction?.matches('.moz-cite-prefix, .gmail_attr') ?? false;
  return introduction && isIntroduction ? [introduction, quote] : [quote];
}

/** Whether the frame's policy lets a picture load: what it would stop is not even asked for. */
function mayLoad(image: Element): boolean {
  const source = image.getAttribute('src');
  if (image.hasAttribute('data-remote-src') || source === null) return false;
  if (source.startsWith('data:')) return true;
  if (!URL.canParse(source, window.location.origin)) return false;
  const { origin, pathname } = new URL(source, window.location.origin);
  return origin + pathname === PICTURES;
}

/** A picture that was not loaded leaves its words, or nothing: no empty boxes of its size. */
export function replaceBlocked(page: Document): void {
  for (const image of page.querySelectorAll('img')) {
    if (mayLoad(image)) continue;
    const words = image.getAttribute('alt')?.trim();
    if (!words) {
      image.remove();
      continue;
    }
    const box = page.createElement('span');
    box.className = PICTURE;
    box.textContent = words;
    image.replaceWith(box);
  }
}

function styleOf(look: Look, hasColours: boolean): string {
  const own = hasColours
    ? ':root{color-scheme:light;background:#fff}'
    : `:root{color-scheme:${look.scheme};background:transparent}body{color:${look.text}}a{color:${look.link}}` +
      'blockquote{border-color:currentcolor!important;opacity:.85}';
  return (
    'html,body{height:auto!important;min-height:0!important;overflow-y:hidden}' +
    `body{margin:0!important;padding:0;font:15px/1.6 ${look.font};overflow-wrap:anywhere}` +
    `${own}#${ROOT}{display:flow-root;padding:${hasColours ? '12px' : '0'}}` +
    `img{max-width:100%;height:auto}` +
    `.${FOLDED} .${QUOTED}{display:none!important}` +
    `.${PICTURE}{display:inline-block;padding:2px 8px;border:1px dashed;border-radius:4px;` +
    'font-size:12px;opacity:.7}'
  );
}

export async function framed(html: string, look: Look): Promise<Framed> {
  const page = await cleanPage(html);
  // The server's own sheet is its first; what the message says of colours comes after it.
  page.head.querySelector('style')?.remove();
  const hasColours = COLOURS.test(page.documentElement.innerHTML);
  const quote = findQuote(page);
  replaceBlocked(page);
  for (const part of quote) part.classList.add(QUOTED);
  for (const link of page.querySelectorAll('a[href]')) {
    link.setAttribute('target', '_blank');
    link.setAttribute('rel', 'noopener noreferrer');
  }
  markDeceivingLinks(page);
  const styles = [...page.head.querySelectorAll('style')].map((it) => it.outerHTML).join('');
  const body = page.body.cloneNode(false) as HTMLElement;
  const paper = body.getAttribute('bgcolor');
  const style = body.getAttribute('style') ?? '';
  return {
    hasQuote: quote.length > 0,
    hasColours,
    html:
      `<!doctype html><html${quote.length ? ` class="${FOLDED}"` : ''}><head><meta charset="utf-8">` +
      `<meta http-equiv="Content-Security-Policy" content="${policy()}">` +
      `<style>${look.faces}${styleOf(look, hasColours)}</style>${styles}</head>` +
      `<body${paper ? ` bgcolor="${paper}"` : ''} style="${style.replace(/"/g, '&quot;')}">` +
      `<div id="${ROOT}">${page.body.innerHTML}</div></body></html>`,
  };
}
