/** Working together on a shared mailbox: who takes care, comments among colleagues, who is there. */
import { queryOptions } from '@tanstack/react-query';
import { queries, send, type ProblemError } from '@/platform/api';

export interface Teammate {
  id: string;
  name: string;
  email: string;
}

export interface Care {
  thread_id: string;
  assignee: Teammate | null;
  state: 'open' | 'done';
  notes: number;
}

export interface Note {
  id: string;
  author: Teammate | null;
  text: string;
  created_at: string;
  may_change: boolean;
}

export interface Present {
  person: Teammate;
  doing: 'viewing' | 'answering';
}

const base = (accountId: string) => `/api/v1/mail/shared/${accountId}`;
const thread = (accountId: string, threadId: string) => `${base(accountId)}/threads/${threadId}`;

async function read<T>(path: string, signal: AbortSignal): Promise<T> {
  return (await (await send(path, { signal })).json()) as T;
}

/** Below "mail", so that what colleagues do shows at once. */
const key = (accountId: string, threadId: string) => ['mail', accountId, 'team', threadId];

export const careQuery = (accountId: string, threadId: string) =>
  queryOptions<Care, ProblemError>({
    queryKey: [...key(accountId, threadId), 'care'],
    queryFn: ({ signal }) => read<Care>(thread(accountId, threadId), signal),
  });

export const notesQuery = (accountId: string, threadId: string) =>
  queryOptions<Note[], ProblemError>({
    queryKey: [...key(accountId, threadId), 'notes'],
    queryFn: async ({ signal }) =>
      (await read<{ items: Note[] }>(`${thread(accountId, threadId)}/notes`, signal)).items,
  });

export const teamQuery = (accountId: string) =>
  queryOptions<Teammate[], ProblemError>({
    queryKey: ['mail-team', accountId],
    queryFn: async ({ signal }) =>
      (await read<{ items: Teammate[] }>(`${base(accountId)}/people`, signal)).items,
    staleTime: 5 * 60_000,
  });

/** Assign a conversation (an empty id: to nobody), or say that it is done. */
export async function changeCare(
  accountId: string,
  threadId: string,
  body: { assignee_id?: string; state?: Care['state'] },
): Promise<void> {
  await send(thread(accountId, threadId), { method: 'PATCH', body });
  await queries.invalidateQueries({ queryKey: ['mail', accountId] });
}

export async function addNote(accountId: string, threadId: string, text: string): Promise<void> {
  await send(`${thread(accountId, threadId)}/notes`, { method: 'POST', body: { text } });
  await queries.invalidateQueries({ queryKey: key(accountId, threadId) });
}

export async function removeNote(accountId: string, threadId: string, id: string): Promise<void> {
  await send(`${base(accountId)}/notes/${id}`, { method: 'DELETE' });
  await queries.invalidateQueries({ queryKey: key(accountId, threadId) });
}

/** Say what one does with a conversation; hear who else is there. */
export async function attend(
  accountId: string,
  threadId: string,
  doing: Present['doing'] | 'gone',
): Promise<Present[]> {
  const path = `${thread(accountId, threadId)}/presence`;
  const answer = await send(path, { method: 'POST', body: { doing } });
  return ((await answer.json()) as { others: Present[] }).others;
}
