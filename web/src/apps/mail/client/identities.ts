/** The names, addresses and signatures that an account sends with. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';
import { jmap, type SetResult } from '@/platform/jmap';
import { identitiesQuery } from './accounts';
import { checkSet } from './setErrors';
import type { Identity } from '../model/mail';

export type Sendable = components['schemas']['AddressesOut']['items'][number];

export const addressesQuery = (accountId: string) =>
  queryOptions<Sendable[], ProblemError>({
    queryKey: ['mail-addresses', accountId],
    queryFn: async () => {
      const params = { path: { account_id: accountId } };
      return (await call(api.GET('/api/v1/mail/accounts/{account_id}/addresses', { params })))
        .items;
    },
  });

async function setIdentity(accountId: string, args: Record<string, unknown>): Promise<void> {
  checkSet(await jmap.call<SetResult<Identity>>('Identity/set', { accountId, ...args }));
  await queries.invalidateQueries({ queryKey: identitiesQuery(accountId).queryKey });
}

export type IdentityFields = Omit<Identity, 'id'>;

export const makeIdentity = (accountId: string, fields: Partial<IdentityFields>): Promise<void> =>
  setIdentity(accountId, { create: { new: fields } });

export const changeIdentity = (
  accountId: string,
  id: string,
  fields: Partial<IdentityFields>,
): Promise<void> => setIdentity(accountId, { update: { [id]: fields } });

export const removeIdentity = (accountId: string, id: string): Promise<void> =>
  setIdentity(accountId, { destroy: [id] });
