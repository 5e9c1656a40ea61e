/**
 * What is typed into the search field, term by term: words, "phrases" and operators as people know
 * them from Gmail. The server reads the language; here terms are only put in, replaced and completed.
 */
import type { Mailbox } from './mail';
import { isLabel } from './mail';
import { pathOf } from './labels';

export type Filter = Record<string, unknown>;

const TERM = /-?(?:[a-z_]+:)?(?:"[^"]*"?|\([^)]*\)?|[^\s"]+)/gi;

/** The terms as they were typed. */
export const termsOf = (text: string): string[] => text.match(TERM) ?? [];

const operatorOf = (term: string): string => /^([a-z_]+):/i.exec(term)?.[1]?.toLowerCase() ?? '';
const valueOf = (term: string): string =>
  term.slice(operatorOf(term).length + 1).replace(/^"|"$/g, '');

/** A value as a term wants it. */
export const termFor = (operator: string, value: string): string =>
  `${operator}:${/[\s()"]/.test(value) ? `"${value.replace(/"/g, '')}"` : value}`;

/** The value of an operator in a search; empty when it is not in it. */
export function valueIn(text: string, operator: string): string {
  const found = termsOf(text).find((term) => operatorOf(term) === operator);
  return found ? valueOf(found) : '';
}

/** The search with an operator set to a value; an empty value takes it out. */
export function withValue(text: string, operator: string, value: string): string {
  const others = termsOf(text).filter((term) => operatorOf(term) !== operator);
  return [...others, ...(value ? [termFor(operator, value)] : [])].join(' ');
}

/** Put a term into a search, or take it out if it is there. */
export function toggleTerm(text: string, term: string): string {
  const terms = termsOf(text);
  const kept = terms.filter((it) => it.toLowerCase() !== term.toLowerCase());
  return (kept.length < terms.length ? kept : [...terms, term]).join(' ');
}

export const hasTerm = (text: string, term: string): boolean =>
  termsOf(text).some((it) => it.toLowerCase() === term.toLowerCase());

export interface Typed {
  /** What stands before the term that is being typed. */
  before: string;
  operator: string;
  value: string;
}

/** The term that is being typed: the last one, unless a space ended it. */
export function typedIn(text: string): Typed {
  const terms = termsOf(text);
  const last = /\s$/.test(text) ? '' : (terms.at(-1) ?? '');
  const before = text.slice(0, text.length - last.length);
  const operator = operatorOf(last);
  return { before, operator, value: operator ? valueOf(last) : last };
}

export const completed = ({ before }: Typed, term: string): string => `${before}${term} `;

export const operators = [
  'from:',
  'to:',
  'cc:',
  'subject:',
  'label:',
  'in:',
  'is:unread',
  'is:starred',
  'is:important',
  'is:snoozed',
  'has:attachment',
  'filename:',
  'larger:5M',
  'older_than:1y',
  'newer_than:7d',
  'before:',
  'after:',
] as const;

const PEOPLE = ['from', 'to', 'cc', 'bcc'];
const PLACES = ['inbox', 'sent', 'drafts', 'archive', 'junk', 'trash', 'snoozed', 'anywhere'];

/** Whether names of people would complete what is being typed; the operator they go with. */
export function peopleOperator({ operator, value }: Typed): string {
  if (PEOPLE.includes(operator)) return operator;
  return !operator && value.length > 1 && /^[\p{L}\d]/u.test(value) ? 'from' : '';
}

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

/** Terms that complete what is being typed: operators, their values, labels. */
export function completions(typed: Typed, boxes: readonly Mailbox[]): string[] {
  const { operator, value } = typed;
  const labels = boxes
    .filter(isLabel)
    .filter((box) => contains(pathOf(box, boxes), value))
    .map((box) => termFor('label', box.name));
  if (operator === 'label') return labels.slice(0, 8);
  if (operator === 'in') {
    const places = PLACES.filter((it) => it.startsWith(value.toLowerCase())).map(
      (it) => `in:${it}`,
    );
    return places.slice(0, 8);
  }
  const typedTerm = operator ? `${operator}:${value}` : value;
  const known = operators.filter(
    (it) => it.startsWith(typedTerm.toLowerCase()) && it !== typedTerm,
  );
  if (operator || !value) return known.slice(0, 6);
  return [...known.slice(0, 4), ...labels.slice(0, 3)];
}
