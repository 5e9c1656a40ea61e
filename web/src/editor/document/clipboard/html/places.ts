/** What single elements of a pasted page say: style, alignment, list, checkbox, size. */
import type { Node } from '@tiptap/pm/model';
import { newListId } from '../../lists/model';
import type { ListKind, ParagraphAttrs } from '../../schema/attributes';
import { styleLooks } from '../../styles';
import { points, type Source } from './looks';
import { WORD_STYLES } from './word';

export interface ListPlace {
  id: string;
  kind: ListKind;
  depth: number;
  marker: string | null;
}

const TYPES: Record<string, string> = {
  a: 'lower-alpha',
  A: 'upper-alpha',
  i: 'lower-roman',
  I: 'upper-roman',
  'lower-latin': 'lower-alpha',
  'upper-latin': 'upper-alpha',
};

const MARKERS = /^(lower|upper)-(alpha|roman)$|^decimal$/;

/** The line end before </pre> is how it is written, not a line. */
export function dropLastLine(element: Element): void {
  let last: globalThis.Node | null = element;
  while (last?.lastChild) last = last.lastChild;
  if (last?.nodeType === 3) last.textContent = (last.textContent ?? '').replace(/\n$/, '');
}

/** Without the space before a line's end, and the break that only ends it. */
export function trimmed(line: Node[], isPre: boolean): Node[] {
  const kept = [...line];
  if (kept.at(-1)?.type.name === 'hardBreak') kept.pop();
  const last = kept.at(-1);
  if (isPre || !last?.isText) return kept;
  const text = (last.text ?? '').replace(/[ \n]+$/, '');
  kept.pop();
  if (text) kept.push(last.type.schema.text(text, last.marks));
  return kept;
}

export const breakOf = (element: HTMLElement) =>
  /page-break-before\s*:\s*(\w+)/i.exec(element.getAttribute('style') ?? '')?.[1] ?? '';

export function isHidden(element: HTMLElement): boolean {
  const written = element.getAttribute('style') ?? '';
  return /display\s*:\s*none|mso-hide\s*:\s*all/i.test(written) || element.hasAttribute('hidden');
}

export function styleOf(element: HTMLElement): Partial<ParagraphAttrs> {
  const heading = /^H([1-6])$/.exec(element.tagName)?.[1];
  const named = element.dataset.style ?? WORD_STYLES[element.className.split(' ')[0] ?? ''];
  const style = heading ? `heading${heading}` : named;
  if (style && style in styleLooks) return { style: style as ParagraphAttrs['style'] };
  if (element.tagName === 'BLOCKQUOTE') return { style: 'quote' };
  if (element.tagName !== 'PRE') return {};
  const language = /(?:language|lang|highlight-source)-([\w+#-]+)/.exec(
    `${element.className} ${element.firstElementChild?.className ?? ''}`,
  );
  return { style: 'code', language: language?.[1] ?? null };
}

export function layoutOf(element: HTMLElement, source: Source): Partial<ParagraphAttrs> {
  const { style } = element;
  const align = (style.textAlign || (element.getAttribute('align') ?? '')).toLowerCase();
  const dir = element.getAttribute('dir')?.toLowerCase();
  const attrs: Partial<ParagraphAttrs> = {
    ...(align === 'center' || align === 'right' || align === 'justify' ? { align } : {}),
    ...(dir === 'rtl' ? { dir } : {}),
    ...(/always|page/.test(breakOf(element)) ? { pageBreakBefore: true } : {}),
  };
  if (!source.keepsFonts || element.tagName === 'BLOCKQUOTE') return attrs;
  const indent = points(style.marginLeft);
  const firstLine = points(style.textIndent);
  if (indent) attrs.indent = Math.max(0, indent);
  if (firstLine) attrs.firstLine = firstLine;
  return attrs;
}

export function newList(element: HTMLElement, depth: number): ListPlace {
  const kind = element.tagName === 'OL' ? 'ordered' : 'bullet';
  const type = element.getAttribute('type') ?? '';
  const told = TYPES[type] ?? TYPES[element.style.listStyleType] ?? element.style.listStyleType;
  const marker = kind === 'ordered' && MARKERS.test(told) ? told : null;
  return { id: newListId(), kind, depth, marker };
}

export function markerOf(element: HTMLElement, list: ListPlace): string | null {
  if (list.kind !== 'ordered') return null;
  const own = element.style.listStyleType;
  const told = TYPES[own] ?? own;
  return MARKERS.test(told) ? told : list.marker;
}

/** The box of a checklist item, as Google Docs, GitHub and others write it. */
export function checkboxOf(element: HTMLElement): { isChecked: boolean } | null {
  if (element.getAttribute('role') === 'checkbox') {
    return { isChecked: element.getAttribute('aria-checked') === 'true' };
  }
  const box = element.querySelector<HTMLInputElement>(
    ':scope > input[type=checkbox], :scope > label > input[type=checkbox], :scope > p > input[type=checkbox]',
  );
  if (box) return { isChecked: box.hasAttribute('checked') };
  const told = element.getAttribute('data-checked');
  return told === null ? null : { isChecked: told === 'true' };
}

export function sizeOf(element: HTMLElement, name: 'width' | 'height'): number | null {
  const styled = points(element.style[name]);
  if (styled) return Math.round(styled / 0.75);
  const told = Number.parseInt(element.getAttribute(name) ?? '', 10);
  return Number.isFinite(told) && told > 0 ? told : null;
}
