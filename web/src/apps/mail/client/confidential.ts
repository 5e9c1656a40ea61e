/** How a confidential message stands, and what its author changes of that. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, send, type ProblemError } from '@/platform/api';
import { jmap, type GetResult } from '@/platform/jmap';
import type { Standing } from '../model/confidential';

const key = (accountId: string, emailId: string) => ['mail-confidential', accountId, emailId];

/** Asked again each time it is looked at: access ends without the message changing. */
export const standingQuery = (accountId: string, emailId: string) =>
  queryOptions<Standing | null, ProblemError>({
    queryKey: key(accountId, emailId),
    queryFn: async () => {
      const args = { accountId, ids: [emailId], properties: ['confidential'] };
      type Read = GetResult<{ id: string; confidential: Standing | null }>;
      return (await jmap.call<Read>('Email/get', args)).list[0]?.confidential ?? null;
    },
    staleTime: 0,
    refetchOnWindowFocus: 'always',
    refetchInterval: 60_000,
  });

/** The content as a page; not kept longer than it is shown. */
export const contentQuery = (url: string) =>
  queryOptions<string, ProblemError>({
    queryKey: ['mail-confidential-page', url],
    queryFn: async () => (await send(`${url}/body`, { headers: { Accept: 'text/html' } })).text(),
    staleTime: Infinity,
    gcTime: 0,
  });

interface Change {
  expires_at?: string;
  passcode?: boolean;
  revoked?: boolean;
}

export async function changeAccess(
  accountId: string,
  emailId: string,
  confidential_id: string,
  body: Change,
): Promise<void> {
  const params = { path: { confidential_id } };
  await call(api.PATCH('/api/v1/mail/confidential/{confidential_id}', { params, body }));
  await queries.invalidateQueries({ queryKey: key(accountId, emailId) });
}

export async function removeAccess(
  accountId: string,
  emailId: string,
  confidential_id: string,
): Promise<void> {
  const params = { path: { confidential_id } };
  await call(api.DELETE('/api/v1/mail/confidential/{confidential_id}', { params }));
  await queries.invalidateQueries({ queryKey: key(accountId, emailId) });
}
