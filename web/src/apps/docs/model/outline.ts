/** The headings of a document, for the outline. */
import type { Node } from '@tiptap/pm/model';

export interface Heading {
  pos: number;
  /** 1 for titles and first headings. */
  level: number;
  text: string;
}

const levels: Record<string, number> = {
  title: 1,
  subtitle: 2,
  heading1: 1,
  heading2: 2,
  heading3: 3,
  heading4: 4,
  heading5: 5,
  heading6: 6,
};

export function headingsOf(doc: Node): Heading[] {
  const found: Heading[] = [];
  doc.forEach((node, pos) => {
    const level = levels[String(node.attrs.style)];
    const text = level ? node.textContent.trim() : '';
    if (level && text) found.push({ pos, level, text });
  });
  return found;
}

export const isSameOutline = (a: readonly Heading[], b: readonly Heading[]): boolean =>
  a.length === b.length &&
  a.every((it, index) => {
    const other = b[index];
    return other?.pos === it.pos && other.level === it.level && other.text === it.text;
  });
