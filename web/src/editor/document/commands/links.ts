/** Links: what text may lead to, setting and removing them. */
import { Extension } from '@tiptap/core';
import type { Node, ResolvedPos } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { isSafeHref } from '../schema/marks';
import { markType } from './text';

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentLinks: {
      /** Links the selection, the link at the cursor, or inserts `text` (else the address). */
      setLink: (href: string, text?: string) => ReturnType;
      removeLink: () => ReturnType;
    };
  }
}

/** An address as a link may lead to; empty when it is none. */
export function hrefOf(text: string): string {
  const address = text.trim();
  if (isSafeHref(address) && !/\s/.test(address)) return address;
  if (/^[^\s@:/]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s:/]+\.[a-z]{2,}(:\d+)?([/?#]\S*)?$/i.test(address) ? `https://${address}` : '';
}

export interface LinkRange {
  from: number;
  to: number;
  href: string;
}

/** The whole link around a position, over pieces of different looks. */
export function linkAround($pos: ResolvedPos): LinkRange | null {
  const { parent } = $pos;
  if (!parent.inlineContent) return null;
  const start = $pos.start();
  const near = [$pos.parent.childAfter($pos.parentOffset), parent.childBefore($pos.parentOffset)];
  const href = near.map(({ node }) => hrefOn(node)).find(Boolean);
  if (!href) return null;
  let found: LinkRange | null = null;
  parent.forEach((child, offset) => {
    if (hrefOn(child) !== href) return;
    const [from, to] = [start + offset, start + offset + child.nodeSize];
    if (found?.to === from) found.to = to;
    else if (!found || found.to < $pos.pos) found = { from, to, href };
  });
  return found;
}

export const hrefOn = (node: Node | null): string =>
  String(node?.marks.find((it) => it.type.name === 'link')?.attrs.href ?? '');

function replaceText(tr: Transaction, from: number, to: number, text: string): number {
  const marks = tr.doc.resolve(from).marksAcross(tr.doc.resolve(to)) ?? [];
  tr.replaceWith(from, to, tr.doc.type.schema.text(text, marks));
  return from + text.length;
}

function set(tr: Transaction, address: string, text?: string): boolean {
  const href = hrefOf(address);
  if (!href || !tr.selection.$from.parent.inlineContent) return false;
  const mark = markType(tr.doc, 'link').create({ href });
  const around = tr.selection.empty ? linkAround(tr.selection.$from) : null;
  const { from } = around ?? tr.selection;
  let { to } = around ?? tr.selection;
  const shown = text?.trim() || (from === to ? address.trim() : '');
  if (shown && shown !== tr.doc.textBetween(from, to)) to = replaceText(tr, from, to, shown);
  for (const range of shown || around ? [{ from, to }] : rangesOf(tr)) {
    tr.removeMark(range.from, range.to, mark.type).addMark(range.from, range.to, mark);
  }
  tr.removeStoredMark(mark.type).scrollIntoView();
  return true;
}

const rangesOf = (tr: Transaction) =>
  tr.selection.ranges.map(({ $from, $to }) => ({ from: $from.pos, to: $to.pos }));

function remove(tr: Transaction): boolean {
  const type = markType(tr.doc, 'link');
  const around = tr.selection.empty ? linkAround(tr.selection.$from) : null;
  if (tr.selection.empty && !around) return false;
  for (const { from, to } of around ? [around] : rangesOf(tr)) tr.removeMark(from, to, type);
  return true;
}

export const LinkCommands = Extension.create({
  name: 'documentLinks',
  addCommands: () => ({
    // The mail editor's command of this name takes an object.
    setLink:
      (target: string | { href: string }, text?: string) =>
      ({ tr }) =>
        set(tr, typeof target === 'string' ? target : target.href, text),
    removeLink:
      () =>
      ({ tr }) =>
        remove(tr),
  }),
});
