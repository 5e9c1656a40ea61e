/** Who suggested what and when: reading and writing it on marks and attributes. */
import { Fragment, type Attrs, type Mark, type Node, type Schema } from '@tiptap/pm/model';
import type { Token } from './tokens';

export interface Stamp {
  id: string;
  by: string;
  at: string;
}

export type ChangeKind = 'insert' | 'delete';

export interface NodeStamp extends Stamp {
  kind: ChangeKind;
}

export interface AttributeChange extends Stamp {
  before: Record<string, unknown>;
}

const TEXT_MARK = { insert: 'insertion', delete: 'deletion' } as const;
const OWN_MARKS = new Set(['insertion', 'deletion', 'formatting']);

export const stampOf = ({ id, by, at }: Attrs): Stamp => ({
  id: String(id),
  by: String(by),
  at: String(at),
});

export const isStampMark = (mark: Mark): boolean => OWN_MARKS.has(mark.type.name);

/** The look of text: its marks without comments and suggestions. */
export const lookOf = (marks: readonly Mark[]): readonly Mark[] =>
  marks.filter((it) => !isStampMark(it) && it.type.name !== 'comment');

export const findMark = (marks: readonly Mark[], name: string): Mark | undefined =>
  marks.find((it) => it.type.name === name);

export const withMark = (marks: readonly Mark[], schema: Schema, name: string, attrs: Attrs) =>
  schema.mark(name, attrs).addToSet(marks);

export const withoutMark = (marks: readonly Mark[], name: string): readonly Mark[] =>
  marks.filter((it) => it.type.name !== name);

/** The stamp of a node (`suggestion`) or of a paragraph's end (`break`). */
export function nodeStamp(node: Node): NodeStamp | null {
  const value: unknown = node.attrs[node.type.name === 'paragraph' ? 'break' : 'suggestion'];
  return (value as NodeStamp | null | undefined) ?? null;
}

export const changeOf = (node: Node): AttributeChange | null =>
  (node.attrs.change as AttributeChange | null | undefined) ?? null;

export function tokenStamp(token: Token, kind: ChangeKind): Stamp | null {
  if (token.kind === 'text') {
    const mark = findMark(token.marks, TEXT_MARK[kind]);
    return mark ? stampOf(mark.attrs) : null;
  }
  const stamp = token.node.type.name === 'table' ? tableStamp(token.node) : nodeStamp(token.node);
  return stamp?.kind === kind ? stampOf(stamp) : null;
}

/** A table is suggested as a whole when all its rows are, in the same way. */
export function tableStamp(table: Node): NodeStamp | null {
  const first = table.firstChild && nodeStamp(table.firstChild);
  if (!first) return null;
  const isWhole = table.content.content.every((row) => nodeStamp(row)?.kind === first.kind);
  return isWhole ? first : null;
}

/** A paragraph's attributes without what speaks of suggestions. */
export function plainAttrs(attrs: Attrs): Record<string, unknown> {
  const plain: Record<string, unknown> = { ...attrs };
  delete plain.break;
  delete plain.change;
  return plain;
}

/** A paragraph's attributes as they were before the suggested change. */
export const attrsBefore = (node: Node): Record<string, unknown> => ({
  ...plainAttrs(node.attrs),
  ...changeOf(node)?.before,
});

const isSame = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** The values of `before` that differ in `after`; null when none does. */
export function differing(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, unknown> | null {
  const changed = Object.entries(before).filter(([name, value]) => !isSame(value, after[name]));
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}

const isClean = (node: Node): boolean =>
  !node.marks.some(isStampMark) &&
  !node.attrs.suggestion &&
  !node.attrs.break &&
  !node.attrs.change;

/** A node without anything that speaks of suggestions, all the way down. */
export function cleaned(node: Node): Node {
  const marks = node.marks.filter((it) => !isStampMark(it));
  if (node.isText) return node.mark(marks);
  const content = Fragment.fromArray(node.content.content.map(cleaned));
  if (isClean(node)) return node.copy(content);
  const attrs: Record<string, unknown> = { ...node.attrs };
  for (const name of ['suggestion', 'break', 'change']) if (name in attrs) attrs[name] = null;
  return node.type.create(attrs, content, marks);
}
