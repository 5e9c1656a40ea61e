/** Who reads an account besides its owner, and sends as it. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

export type Delegate = components['schemas']['DelegateOut'];

const of = (account_id: string) => ({ path: { account_id } });

export const delegatesQuery = (accountId: string) =>
  queryOptions<Delegate[], ProblemError>({
    queryKey: ['mail-delegates', accountId],
    retry: false,
    queryFn: async () => {
      const params = of(accountId);
      return (await call(api.GET('/api/v1/mail/accounts/{account_id}/delegates', { params })))
        .items;
    },
  });

const refresh = (accountId: string) =>
  queries.invalidateQueries({ queryKey: ['mail-delegates', accountId] });

export type Right = 'read' | 'behalf' | 'send';
export const rights: readonly Right[] = ['read', 'behalf', 'send'];

export const rightOf = ({ may_send, on_behalf }: Delegate): Right =>
  !may_send ? 'read' : on_behalf ? 'behalf' : 'send';

export async function delegate(
  accountId: string,
  principal_id: string,
  right: Right,
): Promise<void> {
  const body = { principal_id, may_send: right !== 'read', on_behalf: right === 'behalf' };
  const params = of(accountId);
  await call(api.POST('/api/v1/mail/accounts/{account_id}/delegates', { params, body }));
  await refresh(accountId);
}

export async function undelegate(accountId: string, principal_id: string): Promise<void> {
  const path = '/api/v1/mail/accounts/{account_id}/delegates/{principal_id}';
  await call(api.DELETE(path, { params: { path: { account_id: accountId, principal_id } } }));
  await refresh(accountId);
}
