/**
 * What is offered at the caret and what each key makes of it, without any editor: typing the same
 * letters keeps it, anything else ends it.
 */

import type { Node } from '@tiptap/pm/model';

export interface Offer {
  /** What would be inserted. */
  text: string;
  /** Where, as a position of the document: the offer holds while the caret is there. */
  at: number;
}

const FIRST_WORD = /^\s*\S+/;

/** The offer after `typed` was written at its place; null when it is something else. */
export function afterTyping(offer: Offer, typed: string): Offer | null {
  if (typed === '' || !startsAlike(offer.text, typed)) return null;
  const rest = offer.text.slice(typed.length);
  return rest.trim() === '' ? null : { text: rest, at: offer.at + typed.length };
}

/** A typographic apostrophe is an apostrophe; a capital letter is another letter. */
function startsAlike(text: string, typed: string): boolean {
  const plain = (it: string) => it.replace(/[\u2018\u2019]/g, "'").replace(/\u00a0/g, ' ');
  return plain(text).startsWith(plain(typed));
}

/** The first word of the offer with the space before it. */
export const firstWord = (offer: Offer): string => FIRST_WORD.exec(offer.text)?.[0] ?? offer.text;

/** Apostrophes as the writer writes them. */
export function inStyleOf(text: string, prefix: string): string {
  return prefix.includes('\u2019') ? text.replace(/'/g, '\u2019') : text;
}

/** Whether all that was offered stands there now, typed or accepted. */
export function wasTaken({ text, at }: Offer, doc: Node): boolean {
  const end = Math.min(at + text.length + 2, doc.content.size);
  const words = (it: string) => it.replace(/\s+/g, ' ').trim();
  return at < end && words(doc.textBetween(at, end, '\n')).startsWith(words(text));
}

const PATIENCE = 3;
const RAISE = 0.1;

/**
 * How sure an offer must be to be shown: surer once several in a row were ignored in a paragraph.
 */
export class Reluctance {
  private ignored = 0;
  private paragraph = -1;

  enter(paragraph: number): void {
    if (paragraph !== this.paragraph) this.ignored = 0;
    this.paragraph = paragraph;
  }

  outcome(isTaken: boolean): void {
    this.ignored = isTaken ? 0 : this.ignored + 1;
  }

  /** How much surer than the least sure one that the server sends. */
  get margin(): number {
    return this.ignored >= PATIENCE ? RAISE : 0;
  }
}
