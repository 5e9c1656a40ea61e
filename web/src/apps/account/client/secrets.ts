/** App passwords (mail and calendar programs) and access tokens (scripts). */
import { useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';

export type SecretKind = 'app-passwords' | 'tokens';

export interface Secret {
  id: string;
  name: string;
  scopes: string[];
  created_at: string;
  last_used_at: string | null;
  expires_at?: string | null;
}

export interface MadeSecret extends Secret {
  secret: string;
}

export const secretsKey = (kind: SecretKind) => ['session', kind];

export const useSecrets = (kind: SecretKind) =>
  useQuery({
    queryKey: secretsKey(kind),
    queryFn: async () => {
      const response = await send(`/api/v1/me/${kind}`);
      return ((await response.json()) as { items: Secret[] }).items;
    },
  });

export async function makeSecret(
  kind: SecretKind,
  name: string,
  scopes: string[],
): Promise<MadeSecret> {
  const response = await send(`/api/v1/me/${kind}`, { method: 'POST', body: { name, scopes } });
  return (await response.json()) as MadeSecret;
}

export const revokeSecret = (kind: SecretKind, id: string) =>
  send(`/api/v1/me/${kind}/${id}`, { method: 'DELETE' });
