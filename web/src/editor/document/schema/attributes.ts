/** The attributes of nodes as types, and their way into Tiptap. */
import type { Attribute } from '@tiptap/core';

export const STYLES = [
  'normal',
  'title',
  'subtitle',
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'heading5',
  'heading6',
  'quote',
  'code',
] as const;

export type ParagraphStyle = (typeof STYLES)[number];
export type ListKind = 'bullet' | 'ordered' | 'check';
export type Align = 'left' | 'center' | 'right' | 'justify';
export type ImageWrap = 'inline' | 'left' | 'right' | 'break';

/** Who suggested a change of a node, and when. */
export interface Suggestion {
  kind: 'insert' | 'delete';
  id: string;
  by: string;
  at: string;
}

export interface AttributeChange {
  id: string;
  by: string;
  at: string;
  before: Record<string, unknown>;
}

/** Lengths in points; `firstLine` below zero hangs. */
export interface ParagraphAttrs {
  style: ParagraphStyle;
  align: Align | null;
  lineSpacing: number | null;
  spaceBefore: number | null;
  spaceAfter: number | null;
  indent: number;
  indentEnd: number;
  firstLine: number;
  list: ListKind | null;
  level: number;
  listId: string | null;
  marker: string | null;
  start: number | null;
  checked: boolean | null;
  pageBreakBefore: boolean;
  keepNext: boolean;
  dir: 'ltr' | 'rtl' | null;
  language: string | null;
  break: Suggestion | null;
  change: AttributeChange | null;
}

export const paragraphDefaults: ParagraphAttrs = {
  style: 'normal',
  align: null,
  lineSpacing: null,
  spaceBefore: null,
  spaceAfter: null,
  indent: 0,
  indentEnd: 0,
  firstLine: 0,
  list: null,
  level: 0,
  listId: null,
  marker: null,
  start: null,
  checked: null,
  pageBreakBefore: false,
  keepNext: false,
  dir: null,
  language: null,
  break: null,
  change: null,
};

/** Level of a heading style, 0 for others. */
export function headingLevel(style: string): number {
  return style.startsWith('heading') ? Number(style.slice(7)) : 0;
}

/**
 * Attributes with these defaults. Nodes read and write their own HTML as a whole, so Tiptap's
 * reading and writing attribute by attribute is turned off.
 */
export function attributes(defaults: object): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(defaults).map(([name, value]) => [
      name,
      { default: value as unknown, rendered: false, parseHTML: () => null },
    ]),
  );
}

/** The values without those that equal their default, as data-* attributes of an element. */
export function dataAttributes(
  values: Record<string, unknown>,
  defaults: Record<string, unknown>,
): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (!(name in defaults) || value === defaults[name] || value === null) continue;
    told[`data-${kebab(name)}`] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return told;
}

/** The values that an element tells with data-* attributes, each of the type of its default. */
export function readData(
  element: HTMLElement,
  defaults: Record<string, unknown>,
  numbers: readonly string[] = [],
): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(defaults)) {
    const text = element.getAttribute(`data-${kebab(name)}`);
    if (text === null) continue;
    const value = typed(text, typeof defaults[name], numbers.includes(name));
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function typed(text: string, type: string, isNumber: boolean): unknown {
  if (type === 'boolean') return text === 'true';
  if (type !== 'number' && !isNumber) return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
