/**
 * The original below an answer. It is cleaned, wrapped so that mail programs fold it, and kept out
 * of the editor, which would lose tables and pictures.
 */
import { escapeHtml, htmlOf, withoutEmptyLines } from '@/editor/text';
import { cleanFragment } from './clean';
import type { Body, Head } from './mail';
import { addressText, nameOf } from './people';

export interface QuoteWords {
  /** "On 3 March, Ann wrote:" */
  wrote: (date: string, name: string) => string;
  forwarded: string;
  from: string;
  date: string;
  subject: string;
  to: string;
  exact: (at: string) => string;
}

const CLASS = 'gmail_quote';
const BLOCK = 'margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex';

/** The HTML of a message; its text where it has none. */
export function sourceOf(body: Body): string {
  return body.htmlBody
    .map((part) => {
      const value = part.partId ? (body.bodyValues[part.partId]?.value ?? '') : '';
      return part.type === 'text/html' ? value : htmlOf(value);
    })
    .join('');
}

export async function quoteOf(email: Head, body: Body, words: QuoteWords): Promise<string> {
  const author = email.from?.[0];
  const line = words.wrote(words.exact(email.receivedAt), author ? nameOf(author) : '');
  // Pictures inside the message would have to be sent along; an answer leaves them out.
  const original = await cleanFragment(sourceOf(body), { keepsInline: false });
  return (
    `<div class="${CLASS}"><div class="gmail_attr">${escapeHtml(line)}<br></div>` +
    `<blockquote class="${CLASS}" style="${BLOCK}">${original}</blockquote></div>`
  );
}

export async function forwardOf(email: Head, body: Body, words: QuoteWords): Promise<string> {
  const lines: [string, string][] = [
    [words.from, addressText(email.from)],
    [words.date, words.exact(email.receivedAt)],
    [words.subject, email.subject],
    [words.to, addressText(email.to)],
  ];
  const head = lines
    .map(([name, value]) => `${escapeHtml(name)} ${escapeHtml(value)}<br>`)
    .join('');
  const original = await cleanFragment(sourceOf(body), { keepsInline: true });
  return (
    `<div class="${CLASS}"><div class="gmail_attr">---------- ${escapeHtml(words.forwarded)} ` +
    `----------<br>${head}<br></div>${original}</div>`
  );
}

/** What was written in a draft, and the original below it. */
export function splitDraft(html: string): { html: string; quote: string } {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const quote = page.body.querySelector(`:scope > div.${CLASS}`);
  quote?.remove();
  return { html: withoutEmptyLines(page.body.innerHTML), quote: quote?.outerHTML ?? '' };
}
