/**
 * Reads the rows of a list. The first read is one request; a refresh asks which conversations
 * changed and reads only those, so that a long list stays cheap to keep current.
 */
import { asProblem } from '@/platform/api';
import { jmap, type ChangesResult, type GetResult, type QueryResult } from '@/platform/jmap';
import type { Filter } from '../model/search';
import { headProperties, type Head, type Row } from '../model/mail';

export const PAGE = 50;
const MOST_IDS = 500;

export interface List {
  rows: Row[];
  hasMore: boolean;
  /** How many rows were asked for. */
  wanted: number;
  /** The server's state that the rows show. */
  state: string;
}

interface Thread {
  id: string;
  emailIds: string[];
}

type Signal = AbortSignal | undefined;

function rowsFrom(leads: readonly Head[], threads: readonly Thread[], emails: readonly Head[]) {
  const byId = new Map(emails.map((email) => [email.id, email]));
  const members = new Map(threads.map((thread) => [thread.id, thread.emailIds]));
  return leads.map(({ id, threadId }) => ({
    id: threadId,
    lead: id,
    emails: (members.get(threadId) ?? [id]).flatMap((member) => byId.get(member) ?? []),
  }));
}

/** Add the calls that read the conversations of some messages. */
function rowCalls(accountId: string, ids: Record<string, unknown>) {
  const batch = jmap.batch();
  return { batch, ...threadCalls(batch, accountId, ids) };
}

function threadCalls(
  batch: ReturnType<typeof jmap.batch>,
  accountId: string,
  ids: Record<string, unknown>,
) {
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
  return { leads, threads, emails };
}

/** The rows of some leading messages. A conversation too long for one answer shows its lead only. */
export async function readRows(
  accountId: string,
  leadIds: readonly string[],
  signal: Signal,
): Promise<Row[]> {
  if (leadIds.length === 0) return [];
  if (leadIds.length > PAGE) {
    const [head, rest] = [leadIds.slice(0, PAGE), leadIds.slice(PAGE)];
    const rows = await readRows(accountId, head, signal);
    return [...rows, ...(await readRows(accountId, rest, signal))];
  }
  const { batch, leads, threads, emails } = rowCalls(accountId, { ids: leadIds });
  await batch.send(signal);
  try {
    return rowsFrom(
      (await leads.result).list,
      (await threads.result).list,
      (await emails.result).list,
    );
  } catch (error) {
    if (asProblem(error).code !== 'requestTooLarge') throw error;
    if (leadIds.length === 1) return readLead(accountId, leadIds, signal);
    const half = Math.ceil(leadIds.length / 2);
    const rows = await readRows(accountId, leadIds.slice(0, half), signal);
    return [...rows, ...(await readRows(accountId, leadIds.slice(half), signal))];
  }
}

async function readLead(accountId: string, ids: readonly string[], signal: Signal): Promise<Row[]> {
  const args = { accountId, ids, properties: headProperties };
  const { list } = await jmap.call<GetResult<Head>>('Email/get', args, signal);
  return list.map((email) => ({ id: email.threadId, lead: email.id, emails: [email] }));
}

const queryArgs = (accountId: string, filter: Filter, position: number, limit: number) => ({
  accountId,
  filter,
  collapseThreads: true,
  position,
  limit,
});

async function readIds(
  accountId: string,
  filter: Filter,
  from: number,
  to: number,
  signal: Signal,
) {
  const ids: string[] = [];
  for (let position = from; position < to; position += MOST_IDS) {
    const limit = Math.min(MOST_IDS, to - position);
    const args = queryArgs(accountId, filter, position, limit);
    const found = await jmap.call<QueryResult>('Email/query', args, signal);
    ids.push(...found.ids);
    if (found.ids.length < limit) break;
  }
  return ids;
}

export async function readFirst(accountId: string, filter: Filter, signal: Signal): Promise<List> {
  const batch = jmap.batch();
  const query = batch.call<QueryResult>('Email/query', queryArgs(accountId, filter, 0, PAGE));
  const { leads, threads, emails } = threadCalls(batch, accountId, { '#ids': query.ref('/ids') });
  await batch.send(signal);
  const { ids, queryState } = await query.result;
  const list = { hasMore: ids.length === PAGE, wanted: PAGE, state: queryState };
  try {
    const rows = rowsFrom(
      (await leads.result).list,
      (await threads.result).list,
      (await emails.result).list,
    );
    return { ...list, rows };
  } catch (error) {
    if (asProblem(error).code !== 'requestTooLarge') throw error;
    return { ...list, rows: await readRows(accountId, ids, signal) };
  }
}

/** Which conversations and messages changed; null when the server cannot tell. */
async function changesOf(
  batch: ReturnType<typeof jmap.batch>,
  accountId: string,
  sinceState: string,
) {
  const calls = ['Email/changes', 'Thread/changes'].map((name) =>
    batch.call<ChangesResult>(name, { accountId, sinceState }),
  );
  return () =>
    Promise.all(calls.map((call) => call.result)).then(
      (all) => new Set(all.flatMap((it) => [...it.created, ...it.updated, ...it.destroyed])),
      () => null,
    );
}

/** Read the list again, or more of it, reusing the rows that did not change. */
export async function readAgain(
  accountId: string,
  filter: Filter,
  before: List,
  wanted: number,
  signal: Signal,
): Promise<List> {
  const batch = jmap.batch();
  const limit = Math.min(wanted, MOST_IDS);
  const query = batch.call<QueryResult>('Email/query', queryArgs(accountId, filter, 0, limit));
  const changes = await changesOf(batch, accountId, before.state);
  await batch.send(signal);
  const { ids, queryState } = await query.result;
  if (ids.length === MOST_IDS && wanted > MOST_IDS) {
    ids.push(...(await readIds(accountId, filter, MOST_IDS, wanted, signal)));
  }
  const changed = await changes();
  const isFresh = (row: Row) =>
    changed && !changed.has(row.id) && !row.emails.some((email) => changed.has(email.id));
  const known = new Map(before.rows.filter(isFresh).map((row) => [row.lead, row]));
  const missing = ids.filter((id) => !known.has(id));
  const read = await readRows(accountId, missing, signal);
  const all = new Map([...known, ...read.map((row) => [row.lead, row] as const)]);
  const rows = ids.flatMap((id) => all.get(id) ?? []);
  return { rows, hasMore: ids.length >= wanted, wanted, state: queryState };
}
