/**
 * Reads parts of a list of conversations. The first read is one request; a refresh asks which
 * conversations changed and reads only those, so that a long list stays cheap to keep current.
 */
import { asProblem } from '@/platform/api';
import { jmap, type ChangesResult, type GetResult, type QueryResult } from '@/platform/jmap';
import { headProperties, type Head, type Row } from '../model/mail';
import type { Filter } from '../model/search';
import {
  emptyList,
  freshRows,
  PAGE,
  pagesToRead,
  refreshed,
  withPage,
  type List,
  type Page,
  type Range,
} from '../model/window';

/** What a list shows, and in which order. */
export interface Wish {
  accountId: string;
  filter: Filter;
  isUnreadFirst: boolean;
  /** A row is a whole conversation, or else one message. */
  isByThread: boolean;
}

interface Thread {
  id: string;
  emailIds: string[];
}

/** While a search is not complete the server says so; more of it comes later. */
interface Found extends QueryResult {
  isComplete?: boolean;
}

type Signal = AbortSignal | undefined;
type Batch = ReturnType<typeof jmap.batch>;

function rowsFrom(leads: readonly Head[], threads: readonly Thread[], emails: readonly Head[]) {
  const byId = new Map(emails.map((email) => [email.id, email]));
  const members = new Map(threads.map((thread) => [thread.id, thread.emailIds]));
  return leads.map(({ id, threadId }) => ({
    id: threadId,
    lead: id,
    emails: (members.get(threadId) ?? [id]).flatMap((member) => byId.get(member) ?? []),
  }));
}

const rowOf = (email: Head): Row => ({ id: email.id, lead: email.id, emails: [email] });

/** Add the call that reads each message as a row of its own. */
function messageCalls(batch: Batch, accountId: string, ids: Record<string, unknown>) {
  const args = { accountId, ...ids, properties: headProperties };
  const emails = batch.call<GetResult<Head>>('Email/get', args);
  return async () => (await emails.result).list.map(rowOf);
}

/** Add the calls that read the conversations of some messages. */
function threadCalls(batch: Batch, accountId: string, ids: Record<string, unknown>) {
  const leads = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    ...ids,
    properties: ['threadId'],
  });
  const threads = batch.call<GetResult<Thread>>('Thread/get', {
    accountId,
    '#ids': leads.ref('/list/*/threadId'),
  });
  const emails = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    '#ids': threads.ref('/list/*/emailIds'),
    properties: headProperties,
  });
  return async () =>
    rowsFrom((await leads.result).list, (await threads.result).list, (await emails.result).list);
}

const rowCalls = (batch: Batch, { accountId, isByThread }: Wish, ids: Record<string, unknown>) =>
  (isByThread ? threadCalls : messageCalls)(batch, accountId, ids);

const isTooLarge = (error: unknown): boolean => asProblem(error).code === 'requestTooLarge';

/** The rows of some leading messages. A conversation too long for one answer shows its lead only. */
async function readRows(wish: Wish, leadIds: readonly string[], signal: Signal): Promise<Row[]> {
  if (leadIds.length === 0) return [];
  const batch = jmap.batch();
  const rows = rowCalls(batch, wish, { ids: leadIds });
  await batch.send(signal);
  try {
    return await rows();
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    if (leadIds.length === 1) return readLead(wish.accountId, leadIds, signal);
    const half = Math.ceil(leadIds.length / 2);
    const upper = await readRows(wish, leadIds.slice(0, half), signal);
    return [...upper, ...(await readRows(wish, leadIds.slice(half), signal))];
  }
}

async function readLead(accountId: string, ids: readonly string[], signal: Signal): Promise<Row[]> {
  const args = { accountId, ids, properties: headProperties };
  const { list } = await jmap.call<GetResult<Head>>('Email/get', args, signal);
  return list.map((email) => ({ id: email.threadId, lead: email.id, emails: [email] }));
}

const UNREAD_FIRST = [
  { property: 'hasKeyword', keyword: '$seen', isAscending: true },
  { property: 'receivedAt', isAscending: false },
];

function queryCall(batch: Batch, wish: Wish, position: number) {
  const { accountId, filter, isUnreadFirst, isByThread } = wish;
  return batch.call<Found>('Email/query', {
    accountId,
    filter,
    ...(isUnreadFirst ? { sort: UNREAD_FIRST } : {}),
    collapseThreads: isByThread,
    calculateTotal: true,
    position,
    limit: PAGE,
  });
}

/** How long the list is; where the server does not say, one page more than what is known. */
function totalOf(found: Found, position: number): number {
  const end = position + found.ids.length;
  return found.total ?? (found.ids.length < PAGE ? end : end + PAGE);
}

const pageFrom = (found: Found, position: number, rows: readonly Row[]): Page => ({
  position,
  leads: found.ids,
  rows,
  total: totalOf(found, position),
});

export async function readFirst(wish: Wish, signal: Signal): Promise<List> {
  const batch = jmap.batch();
  const query = queryCall(batch, wish, 0);
  const rows = rowCalls(batch, wish, { '#ids': query.ref('/ids') });
  await batch.send(signal);
  const found = await query.result;
  const read = await rows().catch((error: unknown) => {
    if (!isTooLarge(error)) throw error;
    return readRows(wish, found.ids, signal);
  });
  const isComplete = found.isComplete ?? true;
  return withPage({ ...emptyList(found.queryState), isComplete }, pageFrom(found, 0, read));
}

/** Read one page, using the rows that are known and did not change. */
export async function readPage(
  wish: Wish,
  page: number,
  known: () => List,
  signal: Signal,
): Promise<Page> {
  const position = page * PAGE;
  const batch = jmap.batch();
  const query = queryCall(batch, wish, position);
  await batch.send(signal);
  const found = await query.result;
  const fresh = new Set(freshRows(known(), found.ids).map((row) => row.lead));
  const missing = found.ids.filter((id) => !fresh.has(id));
  return pageFrom(found, position, await readRows(wish, missing, signal));
}

/** Which conversations and messages changed; null when the server cannot tell. */
function changesCalls(batch: Batch, accountId: string, sinceState: string) {
  const calls = ['Email/changes', 'Thread/changes'].map((name) =>
    batch.call<ChangesResult>(name, { accountId, sinceState }),
  );
  return () =>
    Promise.all(calls.map((call) => call.result)).then(
      (all) =>
        all.some((it) => it.hasMoreChanges)
          ? null
          : new Set(all.flatMap((it) => [...it.created, ...it.updated, ...it.destroyed])),
      () => null,
    );
}

/** Read again what is on screen; the rest is noted as stale and read when it is looked at. */
export async function readAgain(
  wish: Wish,
  known: () => List,
  seen: Range,
  signal: Signal,
): Promise<List> {
  const batch = jmap.batch();
  const query = queryCall(batch, wish, 0);
  const changes = changesCalls(batch, wish.accountId, known().state);
  await batch.send(signal);
  const found = await query.result;
  const changed = await changes();
  const state = { state: found.queryState, isComplete: found.isComplete ?? true };
  const top = refreshed(known(), pageFrom(found, 0, []), changed);
  const missing = found.ids.filter((id) => !top.rows.has(id) || top.staleRows.has(id));
  const rows = await readRows(wish, missing, signal);
  let list = refreshed(known(), pageFrom(found, 0, rows), changed);
  const moved = list.leads.length - known().leads.length;
  const range = seen.first > 0 ? { first: seen.first + moved, last: seen.last + moved } : seen;
  for (const page of pagesToRead(list, range)) {
    const here = list;
    list = withPage(list, await readPage(wish, page, () => here, signal));
  }
  return { ...list, ...state };
}
