/**
 * What Word writes when something is copied: lists are paragraphs with `mso-list`, their bullets
 * are text to be ignored, their formats stand in a style sheet, notes at the end.
 */
import type { ListKind } from '../../schema/attributes';

export interface WordItem {
  /** Names one list within the page. */
  list: string;
  level: number;
  kind: ListKind;
  marker: string | null;
  start: number | null;
}

export const isWord = (root: ParentNode, html: string): boolean =>
  /urn:schemas-microsoft-com:office:word|class="?Mso|mso-list|Microsoft Word/i.test(html) ||
  root.querySelector('[class^="Mso"]') !== null;

const FORMATS: Record<string, string> = {
  'alpha-lower': 'lower-alpha',
  'alpha-upper': 'upper-alpha',
  'roman-lower': 'lower-roman',
  'roman-upper': 'upper-roman',
};

/** `@list l0:level2 {mso-level-number-format:bullet; …}` by `l0:level2`. */
export function listFormats(sheet: string): Map<string, string> {
  const formats = new Map<string, string>();
  for (const [, name = '', body = ''] of sheet.matchAll(
    /@list\s+(l\d+:level\d+)[^{]*\{([^}]*)\}/g,
  )) {
    formats.set(name, body);
  }
  return formats;
}

const property = (body: string, name: string) =>
  new RegExp(`${name}\\s*:\\s*"?([^;"]+)`).exec(body)?.[1]?.trim();

/** What the label itself tells when there is no style sheet. */
function guessed(label: string): { kind: ListKind; marker: string | null } {
  const sign = /^\(?([0-9]+|[ivxlcdm]+|[IVXLCDM]+|[a-z]|[A-Z])[.)]/.exec(label)?.[1];
  if (!sign) return { kind: 'bullet', marker: null };
  if (/^\d/.test(sign)) return { kind: 'ordered', marker: 'decimal' };
  const isUpper = sign === sign.toUpperCase();
  const isRoman = /^[ivx]+$/i.test(sign);
  const name = isRoman ? 'roman' : 'alpha';
  return { kind: 'ordered', marker: `${isUpper ? 'upper' : 'lower'}-${name}` };
}

function formatted(body: string, label: string): { kind: ListKind; marker: string | null } {
  const format = property(body, 'mso-level-number-format');
  if (format === 'bullet' || format === 'image') return { kind: 'bullet', marker: null };
  if (format && FORMATS[format]) return { kind: 'ordered', marker: FORMATS[format] ?? null };
  // Word leaves the format out for decimals.
  return body ? { kind: 'ordered', marker: 'decimal' } : guessed(label);
}

/** The place in a list that a paragraph of Word has; takes its label out of the text. */
export function wordItem(paragraph: HTMLElement, formats: Map<string, string>): WordItem | null {
  const written = paragraph.getAttribute('style') ?? '';
  const place = /mso-list\s*:\s*(l\d+)\s+level(\d+)\s+lfo(\d+)/i.exec(written);
  if (!place) return null;
  const [, list = '', depth = '1', override = ''] = place;
  const label = takeLabel(paragraph);
  const known = formats.get(`${list}:level${depth}`);
  const { kind, marker } = known === undefined ? guessed(label) : formatted(known, label);
  const number = Number.parseInt(label.replace(/^\(/, ''), 10);
  return {
    list: `${list}-${override}`,
    level: Math.min(8, Number(depth) - 1),
    kind,
    marker,
    start: kind === 'ordered' && Number.isFinite(number) ? number : null,
  };
}

/** Removes what Word marks as `mso-list:Ignore` and tells its text. */
function takeLabel(paragraph: HTMLElement): string {
  const ignored = [...paragraph.querySelectorAll('span')].filter((it) =>
    /mso-list\s*:\s*ignore/i.test(it.getAttribute('style') ?? ''),
  );
  const label = ignored[0]?.textContent?.replace(/\u00a0/g, ' ').trim() ?? '';
  for (const span of ignored) span.remove();
  return label;
}

export const WORD_STYLES: Record<string, string> = {
  MsoTitle: 'title',
  MsoSubtitle: 'subtitle',
  MsoQuote: 'quote',
  MsoIntenseQuote: 'quote',
};

const element = (root: ParentNode, wanted: string) =>
  [...root.querySelectorAll<HTMLElement>('div, span, p')].filter((it) =>
    new RegExp(`mso-element\\s*:\\s*${wanted}\\b`, 'i').test(it.getAttribute('style') ?? ''),
  );

/** Puts each footnote's words where its number stands, and drops comments and deleted text. */
export function settleWord(root: HTMLElement): void {
  for (const list of [...element(root, 'comment-list'), ...root.querySelectorAll('del')]) {
    list.remove();
  }
  for (const reference of root.querySelectorAll('.MsoCommentReference')) reference.remove();
  const notes = [...element(root, 'footnote'), ...element(root, 'endnote')];
  for (const note of notes) {
    const reference = root.querySelector(`a[href="#_${note.id}"]`);
    note.querySelector('a[href^="#_"]')?.remove();
    const words = (note.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (reference) reference.replaceWith(footnote(root, words));
  }
  for (const list of [...element(root, 'footnote-list'), ...element(root, 'endnote-list')]) {
    list.remove();
  }
}

function footnote(root: HTMLElement, words: string): HTMLElement {
  const made = root.ownerDocument.createElement('span');
  made.dataset.footnote = '';
  made.textContent = words;
  return made;
}
