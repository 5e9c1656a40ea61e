/**
 * Commands over the selected paragraphs: style, alignment, spacing, indents. Attributes are set
 * one by one, so that they merge with what others change in the same paragraph.
 */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import {
  paragraphDefaults,
  type Align,
  type ParagraphAttrs,
  type ParagraphStyle,
} from '../schema/attributes';

export interface Spacing {
  /** Points; null for what the style says. */
  before?: number | null;
  after?: number | null;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentParagraphs: {
      setStyle: (style: ParagraphStyle) => ReturnType;
      setAlign: (align: Align | null) => ReturnType;
      /** A multiple of the single line; null for what the document says. */
      setLineSpacing: (multiple: number | null) => ReturnType;
      setSpacing: (spacing: Spacing) => ReturnType;
      setDirection: (dir: 'ltr' | 'rtl' | null) => ReturnType;
      /** Points: left, right, first line (negative hangs). */
      setIndents: (indents: { start?: number; end?: number; firstLine?: number }) => ReturnType;
      setKeepNext: (isKept: boolean) => ReturnType;
      setPageBreakBefore: (isBroken: boolean) => ReturnType;
      setCodeLanguage: (language: string | null) => ReturnType;
    };
  }
}

export interface Found {
  pos: number;
  node: Node;
  attrs: ParagraphAttrs;
}

export const attrsOf = (node: Node): ParagraphAttrs => node.attrs as ParagraphAttrs;

/** The paragraphs that the selection touches, cells included. */
export function selectedParagraphs(tr: Pick<Transaction, 'doc' | 'selection'>): Found[] {
  const found: Found[] = [];
  for (const { $from, $to } of tr.selection.ranges) {
    tr.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.type.name !== 'paragraph') return true;
      found.push({ pos, node, attrs: attrsOf(node) });
      return false;
    });
  }
  return found;
}

/** Writes those of the attributes that differ. */
export function writeAttrs(tr: Transaction, found: Found, wanted: Partial<ParagraphAttrs>): void {
  const now: Record<string, unknown> = { ...found.attrs };
  for (const [name, value] of Object.entries(wanted)) {
    if (now[name] !== value) tr.setNodeAttribute(found.pos, name, value);
  }
}

type Change = Partial<ParagraphAttrs> | ((found: Found) => Partial<ParagraphAttrs>);

/** Changes every selected paragraph; false where there is none. */
export function changeParagraphs(tr: Transaction, change: Change): boolean {
  const found = selectedParagraphs(tr);
  for (const it of found) writeAttrs(tr, it, typeof change === 'function' ? change(it) : change);
  if (found.length > 0) tr.scrollIntoView();
  return found.length > 0;
}

/** A style brings its own spacing, so what was set by hand before goes. */
function styled(style: ParagraphStyle): Partial<ParagraphAttrs> {
  const { lineSpacing, spaceBefore, spaceAfter } = paragraphDefaults;
  const spacing = { lineSpacing, spaceBefore, spaceAfter };
  return { style, ...spacing, ...(style === 'code' ? {} : { language: null }) };
}

export const ParagraphCommands = Extension.create({
  name: 'documentParagraphs',
  addCommands: () => ({
    setStyle:
      (style) =>
      ({ tr }) =>
        changeParagraphs(tr, styled(style)),
    setAlign:
      (align) =>
      ({ tr }) =>
        changeParagraphs(tr, { align }),
    setLineSpacing:
      (multiple) =>
      ({ tr }) =>
        changeParagraphs(tr, { lineSpacing: multiple }),
    setSpacing:
      ({ before, after }) =>
      ({ tr }) =>
        changeParagraphs(tr, {
          ...(before === undefined ? {} : { spaceBefore: before }),
          ...(after === undefined ? {} : { spaceAfter: after }),
        }),
    setDirection:
      (dir) =>
      ({ tr }) =>
        changeParagraphs(tr, { dir }),
    setIndents:
      ({ start, end, firstLine }) =>
      ({ tr }) =>
        changeParagraphs(tr, {
          ...(start === undefined ? {} : { indent: start }),
          ...(end === undefined ? {} : { indentEnd: end }),
          ...(firstLine === undefined ? {} : { firstLine }),
        }),
    setKeepNext:
      (keepNext) =>
      ({ tr }) =>
        changeParagraphs(tr, { keepNext }),
    setPageBreakBefore:
      (pageBreakBefore) =>
      ({ tr }) =>
        changeParagraphs(tr, { pageBreakBefore }),
    setCodeLanguage:
      (language) =>
      ({ tr }) =>
        changeParagraphs(tr, { language }),
  }),
});
