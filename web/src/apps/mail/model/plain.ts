/** Plain text bodies: what is new and what is quoted, and where its links are. */

export interface FoldedText {
  shown: string;
  /** The quoted end; empty when there is none. */
  quoted: string;
}

const isQuoted = (line: string) => line.startsWith('>');
const isBlank = (line: string) => line.trim() === '';
/** "On 3 March, Ann wrote:", in any language: a short line that ends in a colon. */
const isIntroduction = (line: string) => /:\s*$/.test(line) && line.length < 200;

/** Split off a quote at the end; a message that is nothing but a quote is shown as it is. */
export function foldText(text: string): FoldedText {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  let start = lines.length;
  while (start > 0 && (isQuoted(lines[start - 1] ?? '') || isBlank(lines[start - 1] ?? ''))) {
    start -= 1;
  }
  if (!lines.slice(start).some(isQuoted)) return { shown: text, quoted: '' };
  // The introduction may be wrapped over two lines.
  for (let taken = 0; taken < 2 && start > 0; taken += 1) {
    if (taken === 0 && !isIntroduction(lines[start - 1] ?? '')) break;
    if (taken === 1 && isBlank(lines[start - 1] ?? '')) break;
    start -= 1;
  }
  const shown = lines.slice(0, start).join('\n').trimEnd();
  if (!shown.trim()) return { shown: text, quoted: '' };
  return { shown, quoted: lines.slice(start).join('\n').trim() };
}

export interface Piece {
  text: string;
  href?: string;
}

const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Cut a text into plain pieces and links. */
export function linked(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    const found = match[0];
    pieces.push({ text: found, href: found.startsWith('http') ? found : `mailto:${found}` });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}
