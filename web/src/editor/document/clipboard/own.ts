/**
 * Our own nodes on the clipboard, so that nothing is lost between documents of ours. Suggestions
 * do not travel; comments and pictures' ids mean something in their own document only.
 */
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';

export const OWN_TYPE = 'application/x-bureau-document+json';

interface Carried {
  document: string;
  slice: unknown;
}

const isCarried = (value: unknown): value is Carried =>
  typeof value === 'object' && value !== null && 'document' in value && 'slice' in value;

export const pack = (slice: Slice, document: string): string =>
  JSON.stringify({ document, slice: slice.toJSON() as unknown });

const DROPPED = ['insertion', 'deletion', 'formatting'];

function isDeleted(node: Node): boolean {
  const { suggestion } = node.attrs as { suggestion?: { kind: string } | null };
  return node.marks.some((it) => it.type.name === 'deletion') || suggestion?.kind === 'delete';
}

function cleanNode(node: Node, isSame: boolean): Node {
  const marks = node.marks.filter(
    (it) => !DROPPED.includes(it.type.name) && (isSame || it.type.name !== 'comment'),
  );
  if (node.isText) return node.mark(marks);
  const attrs: Record<string, unknown> = { ...node.attrs };
  for (const name of ['suggestion', 'break', 'change']) if (name in attrs) attrs[name] = null;
  if ('comments' in attrs && !isSame) attrs.comments = null;
  return node.type.create(attrs, cleanContent(node.content, isSame), marks);
}

function cleanContent(content: Fragment, isSame: boolean): Fragment {
  const kept: Node[] = [];
  content.forEach((node) => {
    if (!isDeleted(node)) kept.push(cleanNode(node, isSame));
  });
  return Fragment.from(kept);
}

export interface Unpacked {
  slice: Slice;
  /** The document that it was copied from. */
  from: string;
}

/** What was copied from a document of ours; null for anything else, and for other schemas. */
export function unpack(text: string, schema: Schema, document: string): Unpacked | null {
  try {
    const carried: unknown = JSON.parse(text);
    if (!isCarried(carried)) return null;
    const slice = Slice.fromJSON(schema, carried.slice);
    slice.content.forEach((node) => node.check());
    const content = cleanContent(slice.content, carried.document === document);
    const isWhole = content.eq(slice.content) || content.childCount === slice.content.childCount;
    const cleaned = isWhole
      ? new Slice(content, slice.openStart, slice.openEnd)
      : Slice.maxOpen(content);
    return { slice: cleaned, from: carried.document };
  } catch {
    return null;
  }
}
