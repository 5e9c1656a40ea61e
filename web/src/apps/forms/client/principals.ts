/** Names of the people and groups whose ids forms and rules hold. */
import { useQueries } from '@tanstack/react-query';
import { api, call } from '@/platform/api';
import type { PersonChoice } from '@/ui';

async function readPrincipal(id: string): Promise<PersonChoice> {
  try {
    const person = await call(
      api.GET('/api/v1/people/{person_id}', { params: { path: { person_id: id } } }),
    );
    return { id, name: person.name, email: person.email, kind: 'person' };
  } catch {
    const group = await call(
      api.GET('/api/v1/groups/{group_id}', { params: { path: { group_id: id } } }),
    );
    return { id, name: group.name, email: group.email ?? '', kind: 'group' };
  }
}

/** Those of the ids that are known so far, in order. */
export function usePrincipals(ids: readonly string[]): PersonChoice[] {
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['people', 'principal', id],
      queryFn: () => readPrincipal(id),
      staleTime: 5 * 60_000,
      retry: false,
    })),
  });
  return ids.map(
    (id, index) => found[index]?.data ?? { id, name: '…', email: '', kind: 'person' as const },
  );
}
