/** How text of a pasted page looks, as marks of ours; what only says the page's default is left out. */
import type { Mark, Schema } from '@tiptap/pm/model';
import { isSafeHref } from '../../schema/marks';

export interface Looks {
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  code?: boolean;
  superscript?: boolean;
  subscript?: boolean;
  family?: string;
  size?: number;
  color?: string;
  background?: string;
  href?: string;
}

/** What a source writes although nobody chose it. */
export interface Source {
  /** Whether fonts, sizes and colours are the writer's, as from Word, or the page's design. */
  keepsFonts: boolean;
  family: string | null;
  size: number | null;
}

const TAGS: Record<string, Looks> = {
  B: { bold: true },
  STRONG: { bold: true },
  I: { italic: true },
  EM: { italic: true },
  CITE: { italic: true },
  U: { underline: true },
  INS: {},
  S: { strike: true },
  STRIKE: { strike: true },
  CODE: { code: true },
  KBD: { code: true },
  SAMP: { code: true },
  TT: { code: true },
  SUP: { superscript: true },
  SUB: { subscript: true },
};

const POINTS: Record<string, number> = { pt: 1, px: 0.75, in: 72, cm: 28.35, mm: 2.835, pc: 12 };

/** A CSS length in points; null for those that depend on something else. */
export function points(length: string): number | null {
  const match = /^(-?[\d.]+)(pt|px|in|cm|mm|pc)$/.exec(length.trim());
  const number = Number(match?.[1]);
  const unit = POINTS[match?.[2] ?? ''];
  return match && unit && Number.isFinite(number) ? Math.round(number * unit * 100) / 100 : null;
}

const two = (number: number) => Math.round(number).toString(16).padStart(2, '0');

/** A CSS colour as #rrggbb; null for transparent ones and for words that name none. */
export function hexOf(color: string): string | null {
  const text = color.trim().toLowerCase();
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((it) => it + it).join('')}`;
  const parts = /^rgba?\(([^)]*)\)$/
    .exec(text)?.[1]
    ?.split(/[\s,/]+/)
    .map(Number.parseFloat);
  if (parts) {
    const [red, green, blue, alpha = 1] = parts;
    if (red === undefined || green === undefined || blue === undefined || alpha < 0.1) return null;
    return `#${two(red)}${two(green)}${two(blue)}`;
  }
  return NAMED[text] ?? null;
}

const NAMED: Record<string, string> = {
  black: '#000000',
  white: '#ffffff',
  red: '#ff0000',
  green: '#008000',
  lime: '#00ff00',
  blue: '#0000ff',
  navy: '#000080',
  yellow: '#ffff00',
  aqua: '#00ffff',
  cyan: '#00ffff',
  fuchsia: '#ff00ff',
  magenta: '#ff00ff',
  silver: '#c0c0c0',
  gray: '#808080',
  grey: '#808080',
  maroon: '#800000',
  olive: '#808000',
  purple: '#800080',
  teal: '#008080',
  orange: '#ffa500',
};

function weight(style: CSSStyleDeclaration): Looks {
  const { fontWeight } = style;
  if (/^(bold(er)?|[6-9]\d\d)$/.test(fontWeight)) return { bold: true };
  return fontWeight === 'normal' || /^[1-5]\d\d$/.test(fontWeight) ? { bold: false } : {};
}

function slant(style: CSSStyleDeclaration): Looks {
  if (style.fontStyle === 'italic' || style.fontStyle === 'oblique') return { italic: true };
  return style.fontStyle === 'normal' ? { italic: false } : {};
}

function lines(style: CSSStyleDeclaration, element: Element): Looks {
  const written = element.getAttribute('style') ?? '';
  const line = /text-decoration(?:-line)?\s*:\s*([^;]+)/i.exec(written)?.[1] ?? '';
  return {
    ...(line.includes('underline') ? { underline: true } : {}),
    ...(line.includes('line-through') ? { strike: true } : {}),
    ...(style.verticalAlign === 'super' ? { superscript: true } : {}),
    ...(style.verticalAlign === 'sub' ? { subscript: true } : {}),
  };
}

/** The first family of a list, without its quotes. */
const firstFamily = (families: string) =>
  (families.split(',')[0] ?? '').replace(/["']/g, '').trim();

function fonts(style: CSSStyleDeclaration, source: Source): Looks {
  if (!source.keepsFonts) return {};
  const family = firstFamily(style.fontFamily);
  const size = points(style.fontSize);
  const color = hexOf(style.color);
  const isFamily = family && family !== source.family && !/^(inherit|initial|unset)$/.test(family);
  return {
    ...(family ? { family: isFamily ? family : '' } : {}),
    ...(size ? { size } : {}),
    ...(color ? { color: color === '#000000' ? '' : color } : {}),
  };
}

function backdrop(element: Element, style: CSSStyleDeclaration, source: Source): Looks {
  if (!source.keepsFonts && element.tagName !== 'MARK') return {};
  // Word says its highlighter's colour in a property of its own, browsers' CSS drops that.
  const mso = /mso-highlight\s*:\s*([^;]+)/i.exec(element.getAttribute('style') ?? '')?.[1];
  const told = hexOf(mso ?? style.backgroundColor) ?? hexOf(style.background.split(' ')[0] ?? '');
  if (told) return { background: told === '#ffffff' ? '' : told };
  return element.tagName === 'MARK' ? { background: '#ffff00' } : {};
}

/** What an element adds to the looks around it. */
export function looksOf(element: HTMLElement, around: Looks, source: Source): Looks {
  const { style, tagName } = element;
  const next: Looks = {
    ...around,
    ...TAGS[tagName],
    ...weight(style),
    ...slant(style),
    ...lines(style, element),
    ...fonts(style, source),
    ...backdrop(element, style, source),
  };
  const href = tagName === 'A' ? (element.getAttribute('href') ?? '') : '';
  // Anchors of Word's own bookkeeping lead nowhere outside of Word.
  if (href && isSafeHref(href) && !/^#(_|cmnt|ftnt)/i.test(href)) next.href = href.trim();
  return next;
}

const TOGGLES = ['bold', 'italic', 'underline', 'strike', 'code', 'superscript'] as const;

/** The marks of a piece of text, in a paragraph whose style has this size. */
export function marksOf(schema: Schema, looks: Looks, styleSize: number): readonly Mark[] {
  let marks: readonly Mark[] = [];
  const add = (name: string, attrs?: Record<string, unknown>) => {
    const type = schema.marks[name];
    if (type) marks = type.create(attrs).addToSet(marks);
  };
  for (const name of TOGGLES) if (looks[name]) add(name);
  if (looks.subscript) add('subscript');
  if (looks.href) add('link', { href: looks.href });
  if (looks.family) add('font', { family: looks.family });
  if (looks.size && looks.size !== styleSize) add('fontSize', { size: looks.size });
  // A link's blue and its line are how it looks anyway.
  if (looks.color && !looks.href) add('textColor', { color: looks.color });
  if (looks.background) add('highlight', { color: looks.background });
  return looks.href ? marks.filter((it) => it.type.name !== 'underline') : marks;
}
