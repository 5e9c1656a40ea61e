/** Whose mail goes to Junk. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

export type Blocked = components['schemas']['BlockedOut'];

const of = (account_id: string) => ({ query: { account_id } });

export const blockedQuery = (accountId: string) =>
  queryOptions<Blocked[], ProblemError>({
    queryKey: ['mail-blocked', accountId],
    queryFn: async () =>
      (await call(api.GET('/api/v1/mail/blocked', { params: of(accountId) }))).items,
  });

export const blockedNow = (accountId: string): Promise<Blocked[]> =>
  queries.fetchQuery(blockedQuery(accountId));

const refresh = (accountId: string) =>
  queries.invalidateQueries({ queryKey: ['mail-blocked', accountId] });

export async function block(accountId: string, email: string): Promise<void> {
  await call(api.POST('/api/v1/mail/blocked', { params: of(accountId), body: { email } }));
  await refresh(accountId);
}

export async function unblock(accountId: string, blocked_id: string): Promise<void> {
  const params = { ...of(accountId), path: { blocked_id } };
  await call(api.DELETE('/api/v1/mail/blocked/{blocked_id}', { params }));
  await refresh(accountId);
}
