/** Conversations and the bodies of their messages. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { ProblemError, queries, send } from '@/platform/api';
import { jmap, type GetResult } from '@/platform/jmap';
import { headProperties, type Body, type Head } from '../model/mail';
import { withTargets } from '../model/changes';
import { HEADER } from '../model/confidential';
import type { Place } from '../model/place';
import type { Account } from './accounts';
import { pendingTargets } from './pending';
import type { List } from '../model/window';

interface Thread {
  id: string;
  emailIds: string[];
}

/** The messages of a conversation; of a list without conversations the id is that of a message. */
async function readThread(
  accountId: string,
  threadId: string,
  signal: AbortSignal,
): Promise<Head[]> {
  const batch = jmap.batch();
  const threads = batch.call<GetResult<Thread>>('Thread/get', { accountId, ids: [threadId] });
  const emails = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    '#ids': threads.ref('/list/*/emailIds'),
    properties: headProperties,
  });
  const single = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    ids: [threadId],
    properties: headProperties,
  });
  await batch.send(signal);
  const isThread = (await threads.result).list.length > 0;
  const { list } = await (isThread ? emails : single).result;
  if (list.length === 0) throw new ProblemError(404, 'notFound', '', '404');
  return withTargets(list, pendingTargets(accountId));
}

/** What a list already knows of a conversation, to show it at once. */
function knownEmails(accountId: string, threadId: string): Head[] | undefined {
  const lists = queries.getQueriesData<List>({ queryKey: ['mail', accountId, 'list'] });
  const rows = lists.flatMap(([, list]) => [...(list?.rows.values() ?? [])]);
  return rows.find((row) => row.id === threadId)?.emails;
}

export const threadQuery = (accountId: string, threadId: string) =>
  queryOptions<Head[], ProblemError>({
    queryKey: ['mail', accountId, 'thread', threadId],
    queryFn: ({ signal }) => readThread(accountId, threadId, signal),
    placeholderData: () => knownEmails(accountId, threadId),
    enabled: accountId !== '' && threadId !== '',
  });

export const useThread = (accountId: string, threadId: string) =>
  useQuery(threadQuery(accountId, threadId));

const bodyProperties = ['partId', 'blobId', 'size', 'name', 'type', 'disposition', 'cid'];

/** What our server adds to a message; read beside the body, so that one never fails the other. */
const ADDED = ['trust', 'unsubscribe', 'confidential'] as const;
type Added = Pick<Body, 'id' | (typeof ADDED)[number]>;

async function readBody(accountId: string, emailId: string, values: object): Promise<Body> {
  const batch = jmap.batch();
  const ids = [emailId];
  const bodies = batch.call<GetResult<Body>>('Email/get', {
    accountId,
    ids,
    properties: [
      'messageId',
      'references',
      'inReplyTo',
      'subject',
      'sentAt',
      'textBody',
      'htmlBody',
      'attachments',
      'bodyValues',
      HEADER,
    ],
    bodyProperties,
    maxBodyValueBytes: 2_000_000,
    ...values,
  });
  const additions = ADDED.map((name) =>
    batch.call<GetResult<Added>>('Email/get', { accountId, ids, properties: [name] }),
  );
  await batch.send();
  const body = (await bodies.result).list[0];
  if (!body) throw new ProblemError(404, 'notFound', '', '404');
  const [trust, unsubscribe, secret] = await Promise.all(
    additions.map((it) =>
      it.result.then(
        ({ list }) => list[0],
        () => undefined,
      ),
    ),
  );
  return {
    ...body,
    trust: trust?.trust ?? null,
    unsubscribe: unsubscribe?.unsubscribe ?? null,
    confidential: secret?.confidential ?? null,
  };
}

/** Bodies never change, so they are read once and no live message refreshes them. */
export const bodyQuery = (accountId: string, emailId: string) =>
  queryOptions<Body, ProblemError>({
    queryKey: ['mail-body', accountId, emailId],
    queryFn: () => readBody(accountId, emailId, { fetchTextBodyValues: true }),
    staleTime: Infinity,
  });

/** A body with its HTML source, to answer, forward or edit. */
export const sourceQuery = (accountId: string, emailId: string) =>
  queryOptions<Body, ProblemError>({
    queryKey: ['mail-source', accountId, emailId],
    queryFn: () =>
      readBody(accountId, emailId, { fetchTextBodyValues: true, fetchHTMLBodyValues: true }),
    staleTime: Infinity,
  });

export interface SafePage {
  html: string;
  /** Pictures from elsewhere that were not loaded. */
  blockedImages: number;
}

/** The body as the server cleaned it; with pictures from elsewhere through the server, if wished. */
export const pageQuery = (emailId: string, hasImages = false) =>
  queryOptions<SafePage, ProblemError>({
    queryKey: ['mail-page', emailId, hasImages],
    queryFn: async () => {
      const address = `/mail/view/${emailId}${hasImages ? '?images=1' : ''}`;
      const response = await send(address, { headers: { Accept: 'text/html' } });
      const blockedImages = Number(response.headers.get('X-Blocked-Images') ?? 0);
      return { html: await response.text(), blockedImages };
    },
    staleTime: Infinity,
  });

/** Read ahead what a click on a conversation will show. */
export function prefetchThread(accountId: string, emails: readonly Head[]): void {
  const last = emails.at(-1);
  if (!last) return;
  void queries.prefetchQuery(bodyQuery(accountId, last.id));
  void queries.prefetchQuery(pageQuery(last.id));
}

export const downloadHref = (accountId: string, blobId: string, name: string, type: string) =>
  `/jmap/download/${accountId}/${encodeURIComponent(blobId)}/${encodeURIComponent(name)}` +
  `?type=${encodeURIComponent(type)}`;

/**
 * The account that an address means. Links from search and notifications name only a conversation;
 * of several accounts the server says which has it. Empty is one's own, null not known yet.
 */
export function useThreadAccount(place: Place, accounts: readonly Account[]): string | null {
  const isAsked = place.box === 'thread' && !place.account && accounts.length > 1;
  const { data, isPending } = useQuery({
    queryKey: ['mail-home', place.thread, accounts.map((it) => it.id)],
    enabled: isAsked,
    staleTime: Infinity,
    queryFn: async () => {
      const batch = jmap.batch();
      const calls = accounts.map(({ id }) =>
        batch.call<GetResult<Thread>>('Thread/get', { accountId: id, ids: [place.thread] }),
      );
      await batch.send();
      const found = await Promise.all(calls.map((call) => call.result));
      return found.find((it) => it.list.length > 0)?.accountId ?? '';
    },
  });
  if (isAsked && isPending) return null;
  return place.account || data || '';
}
