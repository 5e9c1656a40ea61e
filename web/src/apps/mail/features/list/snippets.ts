/** What a search found in a message: read for the rows that are drawn, together. */
import { useQuery } from '@tanstack/react-query';
import { jmap } from '@/platform/jmap';
import { filterFor } from '@/apps/mail/client/lists';
import type { Filter } from '@/apps/mail/model/search';
import { useMail } from '../MailContext';

export interface Snippet {
  emailId: string;
  subject: string | null;
  preview: string | null;
}

interface Waiter {
  id: string;
  resolve: (found: Snippet | null) => void;
  reject: (error: unknown) => void;
}

const waiting = new Map<string, Waiter[]>();

async function readTogether(key: string, accountId: string, filter: Filter): Promise<void> {
  await Promise.resolve();
  const waiters = waiting.get(key) ?? [];
  waiting.delete(key);
  try {
    const args = { accountId, filter, emailIds: [...new Set(waiters.map((it) => it.id))] };
    const { list } = await jmap.call<{ list: Snippet[] }>('SearchSnippet/get', args);
    const found = new Map(list.map((it) => [it.emailId, it]));
    for (const { id, resolve } of waiters) resolve(found.get(id) ?? null);
  } catch (error) {
    for (const { reject } of waiters) reject(error);
  }
}

/** Wait for the others of this moment: one request for all rows that come into view. */
function readSnippet(accountId: string, filter: Filter, id: string): Promise<Snippet | null> {
  const key = `${accountId} ${JSON.stringify(filter)}`;
  const first = !waiting.has(key);
  return new Promise((resolve, reject) => {
    waiting.set(key, [...(waiting.get(key) ?? []), { id, resolve, reject }]);
    if (first) void readTogether(key, accountId, filter);
  });
}

/** Null where nothing is marked, and outside of searches. */
export function useSnippet(emailId: string): Snippet | null {
  const { account, boxes, place } = useMail();
  const isSearch = place.box === 'search' && place.query !== '';
  const { data } = useQuery({
    queryKey: ['mail-snippet', account.id, place.query, emailId],
    enabled: isSearch,
    staleTime: Infinity,
    gcTime: 60_000,
    queryFn: () => readSnippet(account.id, filterFor('search', place.query, boxes), emailId),
  });
  return data ?? null;
}
