/** The accounts that the person reads: their own and shared mailboxes. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ProblemError } from '@/platform/api';
import { jmap } from '@/platform/jmap';
import type { Identity } from '../model/mail';

export interface Account {
  id: string;
  name: string;
  isOwn: boolean;
  maySend: boolean;
}

const SUBMISSION = 'urn:ietf:params:jmap:submission';

async function readAccounts(): Promise<Account[]> {
  jmap.forget();
  const { accounts } = await jmap.session();
  return Object.entries(accounts)
    .map(([id, account]) => ({
      id,
      name: account.name,
      isOwn: account.isPersonal,
      maySend: SUBMISSION in account.accountCapabilities,
    }))
    .sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || a.name.localeCompare(b.name));
}

/** Not below "mail": a new message changes no accounts. */
export const accountsQuery = queryOptions<Account[], ProblemError>({
  queryKey: ['mail-accounts'],
  queryFn: readAccounts,
  staleTime: Infinity,
});

export const useAccounts = (): Account[] => useQuery(accountsQuery).data ?? [];

export const identitiesQuery = (accountId: string) =>
  queryOptions<Identity[], ProblemError>({
    queryKey: ['mail-identities', accountId],
    queryFn: async () =>
      (await jmap.call<{ list: Identity[] }>('Identity/get', { accountId, ids: null })).list,
    enabled: accountId !== '',
  });

/** The addresses of an account; what comes from them is one's own. */
export function useOwnAddresses(accountId: string): string[] {
  return (useQuery(identitiesQuery(accountId)).data ?? []).map((identity) => identity.email);
}
