/** Where mail is forwarded to. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

type Schemas = components['schemas'];
export type Forwarding = Schemas['ForwardingOut'];
export type Keep = Forwarding['keep'];

const of = (account_id: string) => ({ query: { account_id } });

export const forwardingQuery = (accountId: string) =>
  queryOptions<Schemas['ForwardingsOut'], ProblemError>({
    queryKey: ['mail-forwarding', accountId],
    queryFn: () => call(api.GET('/api/v1/mail/forwarding', { params: of(accountId) })),
  });

const refresh = (accountId: string) =>
  queries.invalidateQueries({ queryKey: ['mail-forwarding', accountId] });

export async function addForwarding(accountId: string, email: string): Promise<void> {
  await call(api.POST('/api/v1/mail/forwarding', { params: of(accountId), body: { email } }));
  await refresh(accountId);
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
  await refresh(accountId);
}

export async function removeForwarding(accountId: string, id: string): Promise<void> {
  const params = one(accountId, id);
  await call(api.DELETE('/api/v1/mail/forwarding/{forwarding_id}', { params }));
  await refresh(accountId);
}
