/** Where mail is forwarded to, and whose mail goes to Junk. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

type Schemas = components['schemas'];
export type Forwarding = Schemas['ForwardingOut'];
export type Keep = Forwarding['keep'];
export type Blocked = Schemas['BlockedOut'];

const of = (account_id: string) => ({ query: { account_id } });

export const forwardingQuery = (accountId: string) =>
  queryOptions<Schemas['ForwardingsOut'], ProblemError>({
    queryKey: ['mail-forwarding', accountId],
    queryFn: () => call(api.GET('/api/v1/mail/forwarding', { params: of(accountId) })),
  });

export const blockedQuery = (accountId: string) =>
  queryOptions<Blocked[], ProblemError>({
    queryKey: ['mail-blocked', accountId],
    queryFn: async () =>
      (await call(api.GET('/api/v1/mail/blocked', { params: of(accountId) }))).items,
  });

const refresh = (name: string, accountId: string) =>
  queries.invalidateQueries({ queryKey: [name, accountId] });

export async function addForwarding(accountId: string, email: string): Promise<void> {
  await call(api.POST('/api/v1/mail/forwarding', { params: of(accountId), body: { email } }));
  await refresh('mail-forwarding', accountId);
}

const one = (accountId: string, forwarding_id: string) => ({
  ...of(accountId),
  path: { forwarding_id },
});

export async function changeForwarding(
  accountId: string,
  id: string,
  body: { enabled: boolean; keep: Keep },
): Promise<void> {
  const params = one(accountId, id);
  await call(api.PATCH('/api/v1/mail/forwarding/{forwarding_id}', { params, body }));
  await refresh('mail-forwarding', accountId);
}

export async function removeForwarding(accountId: string, id: string): Promise<void> {
  const params = one(accountId, id);
  await call(api.DELETE('/api/v1/mail/forwarding/{forwarding_id}', { params }));
  await refresh('mail-forwarding', accountId);
}

export async function block(accountId: string, email: string): Promise<void> {
  await call(api.POST('/api/v1/mail/blocked', { params: of(accountId), body: { email } }));
  await refresh('mail-blocked', accountId);
}

export async function unblock(accountId: string, blocked_id: string): Promise<void> {
  const params = { ...of(accountId), path: { blocked_id } };
  await call(api.DELETE('/api/v1/mail/blocked/{blocked_id}', { params }));
  await refresh('mail-blocked', accountId);
}
