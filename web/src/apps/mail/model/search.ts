/**
 * The search language: words, "phrases" and operators as people know them from Gmail, turned into
 * a JMAP filter (RFC 8621 section 4.4.1). A leading minus negates; what is no operator is a word.
 */
import type { Mailbox } from './mail';

export type Filter = Record<string, unknown>;

interface Term {
  isNegated: boolean;
  operator: string;
  value: string;
}

const TERM = /(-?)(?:(\w+):)?(?:"([^"]*)"|(\S+))/g;
const DATE = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/;

export function termsOf(text: string): Term[] {
  return [...text.matchAll(TERM)].map(([, minus, operator = '', phrase, word = '']) => ({
    isNegated: minus === '-',
    operator: operator.toLowerCase(),
    value: phrase === undefined ? word : operator ? phrase : `"${phrase}"`,
  }));
}

/** Midnight of a day where the person is, as JMAP wants it. */
function dayOf(value: string): string | null {
  const [, year, month, day] = DATE.exec(value) ?? [];
  if (!year || !month || !day) return null;
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

const states: Record<string, Filter> = {
  'is:unread': { notKeyword: '$seen' },
  'is:read': { hasKeyword: '$seen' },
  'is:starred': { hasKeyword: '$flagged' },
  'is:draft': { hasKeyword: '$draft' },
  'has:attachment': { hasAttachment: true },
};

function boxNamed(name: string, boxes: readonly Mailbox[]): Mailbox | undefined {
  const wanted = name.toLowerCase();
  return boxes.find((box) => box.role === wanted || box.name.toLowerCase() === wanted);
}

function conditionOf({ operator, value }: Term, boxes: readonly Mailbox[]): Filter | null {
  const words = { text: operator ? `${operator}:${value}` : value };
  if (['from', 'to', 'cc', 'subject'].includes(operator)) return { [operator]: value };
  if (operator === 'is' || operator === 'has') {
    return states[`${operator}:${value.toLowerCase()}`] ?? words;
  }
  if (operator === 'before' || operator === 'after') {
    const day = dayOf(value);
    return day ? { [operator]: day } : words;
  }
  if (operator === 'in' || operator === 'label') {
    if (value.toLowerCase() === 'anywhere') return null;
    const box = boxNamed(value, boxes);
    return box ? { inMailbox: box.id } : words;
  }
  return words;
}

/** The filter of a search; junk and trash are left out unless the search names a place. */
export function filterOf(text: string, boxes: readonly Mailbox[]): Filter {
  const terms = termsOf(text);
  const conditions: Filter[] = terms.flatMap((term) => {
    const condition = conditionOf(term, boxes);
    if (!condition) return [];
    return [term.isNegated ? { operator: 'NOT', conditions: [condition] } : condition];
  });
  const hidden = boxes.filter((box) => box.role === 'junk' || box.role === 'trash');
  if (!terms.some((term) => term.operator === 'in' || term.operator === 'label')) {
    conditions.push({ inMailboxOtherThan: hidden.map((box) => box.id) });
  }
  return { operator: 'AND', conditions };
}

/** Put a term into a search, or take it out if it is there. */
export function toggleTerm(text: string, term: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  const kept = words.filter((word) => word !== term);
  return (kept.length < words.length ? kept : [...words, term]).join(' ');
}
