/**
 * A long list of which only parts are known: the leading message at each position, and the rows of
 * those that were read. Pages that may have changed stay on screen until they are read again, so
 * that nothing flashes; positions move with what arrives and leaves above them.
 */
import type { Row } from './mail';

export const PAGE = 50;
/** Rows kept; those farthest from what is on screen go first. */
const MOST_ROWS = 3000;

export interface Range {
  first: number;
  last: number;
}

export interface List {
  /** The leading message at each position; empty where it is not known. */
  leads: readonly string[];
  /** By leading message. */
  rows: ReadonlyMap<string, Row>;
  /** Pages whose order may have changed since they were read. */
  stalePages: ReadonlySet<number>;
  /** Leading messages whose rows may have changed since they were read. */
  staleRows: ReadonlySet<string>;
  /** The server's state that the list shows. */
  state: string;
  /** False while the server is still searching. */
  isComplete: boolean;
}

export interface Page {
  position: number;
  leads: readonly string[];
  rows: readonly Row[];
  total: number;
}

const pageOf = (position: number): number => Math.floor(position / PAGE);

export const emptyList = (state: string): List => ({
  leads: [],
  rows: new Map(),
  stalePages: new Set(),
  staleRows: new Set(),
  state,
  isComplete: true,
});

export const rowAt = (list: List, position: number): Row | undefined =>
  list.rows.get(list.leads[position] ?? '');

/** All rows that are known, in no order. */
export const rowsOf = (list: List): Row[] => [...list.rows.values()];

const places = new WeakMap<List, ReadonlyMap<string, number>>();

function placesIn(list: List): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  list.leads.forEach((lead, position) => {
    const row = lead ? list.rows.get(lead) : undefined;
    if (row && !found.has(row.id)) found.set(row.id, position);
  });
  places.set(list, found);
  return found;
}

/** Where a conversation stands; -1 when it is not known. */
export function positionOf(list: List, threadId: string): number {
  if (!threadId) return -1;
  return (places.get(list) ?? placesIn(list)).get(threadId) ?? -1;
}

function resized(leads: readonly string[], total: number): string[] {
  const next = leads.slice(0, total);
  while (next.length < total) next.push('');
  return next;
}

/** Forget rows far from the middle of what is read; their places become unknown. */
function bounded(list: List, middle: number): List {
  if (list.rows.size <= MOST_ROWS) return list;
  const near = list.leads.slice(
    Math.max(0, middle - MOST_ROWS / 2),
    Math.max(0, middle) + MOST_ROWS / 2,
  );
  const rows = new Map(
    near.flatMap((lead) => {
      const row = list.rows.get(lead);
      return row ? [[lead, row] as const] : [];
    }),
  );
  return { ...list, rows, leads: list.leads.map((lead) => (rows.has(lead) ? lead : '')) };
}

/** Put a page that was read into its place; what it names stands nowhere else any more. */
export function withPage(list: List, page: Page): List {
  const named = new Set(page.leads);
  const end = page.position + page.leads.length;
  const leads = resized(list.leads, Math.max(page.total, end)).map((lead, position) =>
    position >= page.position && position < end
      ? (page.leads[position - page.position] ?? '')
      : named.has(lead)
        ? ''
        : lead,
  );
  const rows = new Map(list.rows);
  const staleRows = new Set(list.staleRows);
  for (const row of page.rows) {
    rows.set(row.lead, row);
    staleRows.delete(row.lead);
  }
  const stalePages = new Set(list.stalePages);
  for (let at = page.position; at < Math.max(end, page.position + PAGE); at += PAGE) {
    stalePages.delete(pageOf(at));
  }
  return bounded({ ...list, leads, rows, staleRows, stalePages }, page.position);
}

/** Move what is known by as much as the new first page shows to have come in above it. */
function shifted(leads: readonly string[], first: Page): readonly string[] {
  const old = leads.findIndex((lead) => first.leads.includes(lead));
  if (old < 0) return leads;
  const by = first.leads.indexOf(leads[old] ?? '') - old;
  return by > 0 ? [...Array.from({ length: by }, () => ''), ...leads] : leads.slice(-by);
}

/**
 * The list after its first page was read again; `changed` names the conversations and messages
 * that are different now, null when the server could not tell.
 */
export function refreshed(list: List, first: Page, changed: ReadonlySet<string> | null): List {
  const isChanged = (row: Row) =>
    !changed || changed.has(row.id) || row.emails.some((email) => changed.has(email.id));
  const leads = resized(shifted(list.leads, first), Math.max(first.total, first.leads.length));
  const staleRows = new Set(list.staleRows);
  for (const [lead, row] of list.rows) if (isChanged(row)) staleRows.add(lead);
  const stalePages = new Set<number>();
  leads.forEach((lead, position) => lead && stalePages.add(pageOf(position)));
  return withPage({ ...list, leads, staleRows, stalePages }, first);
}

/** The rows of a page that need not be read again. */
export function freshRows(list: List, leads: readonly string[]): Row[] {
  return leads.flatMap((lead) => {
    const row = list.rows.get(lead);
    return row && !list.staleRows.has(lead) ? [row] : [];
  });
}

/** The pages to read so that a range is known and current. */
export function pagesToRead(list: List, { first, last }: Range): number[] {
  const pages = new Set<number>();
  const end = Math.min(last, list.leads.length - 1);
  for (let position = Math.max(0, first); position <= end; position += 1) {
    const lead = list.leads[position] ?? '';
    const page = pageOf(position);
    if (!lead || !list.rows.has(lead) || list.stalePages.has(page) || list.staleRows.has(lead)) {
      pages.add(page);
    }
  }
  return [...pages];
}

/** The list with rows replaced; null takes a row out and moves up what is below it. */
export function mapRows(list: List, change: (row: Row) => Row | null): List {
  const rows = new Map(list.rows);
  const gone = new Set<string>();
  for (const [lead, row] of list.rows) {
    const next = change(row);
    if (next === row) continue;
    if (next) rows.set(lead, next);
    else {
      rows.delete(lead);
      gone.add(lead);
    }
  }
  const leads = gone.size ? list.leads.filter((lead) => !gone.has(lead)) : list.leads;
  return { ...list, rows, leads };
}
