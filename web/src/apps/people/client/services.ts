/** Service accounts and the tokens they act by. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, send } from '@/platform/api';
import type { Person, Token, TokenMade } from './types';

const path = '/api/v1/service-accounts';
const tokensKey = (id: string) => ['people', 'service', id, 'tokens'];

/** What a token can be made for; the first is everything the account may do. */
export const scopes = ['*', 'read', 'drive', 'mail', 'forms', 'desk', 'docs', 'people'] as const;

export const useTokens = (id: string, isShown: boolean) =>
  useQuery<Token[]>({
    queryKey: tokensKey(id),
    queryFn: async () =>
      (
        await call(
          api.GET('/api/v1/service-accounts/{person_id}/tokens', {
            params: { path: { person_id: id } },
          }),
        )
      ).items,
    enabled: isShown,
  });

export interface NewToken {
  name: string;
  scopes: string[];
  expires_at: string | null;
}

export function useServiceActions() {
  const cache = useQueryClient();
  async function post<T>(at: string, body: unknown): Promise<T> {
    const made = (await (await send(at, { method: 'POST', body })).json()) as T;
    await cache.invalidateQueries({ queryKey: ['people'] });
    return made;
  }
  return {
    create: (account: { email: string; name: string; title: string }) =>
      post<Person>(path, account),
    makeToken: (id: string, token: NewToken) => post<TokenMade>(`${path}/${id}/tokens`, token),
    revoke: async (id: string, token: string) => {
      await send(`${path}/${id}/tokens/${token}`, { method: 'DELETE' });
      await cache.invalidateQueries({ queryKey: tokensKey(id) });
    },
  };
}
