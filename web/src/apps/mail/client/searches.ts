/** The searches that the person keeps. */
import { queryOptions } from '@tanstack/react-query';
import { queries, send, type ProblemError } from '@/platform/api';

export interface SavedSearch {
  id: string;
  name: string;
  query: string;
}

const PATH = '/api/v1/mail/searches';

export const searchesQuery = queryOptions<SavedSearch[], ProblemError>({
  queryKey: ['mail-searches'],
  queryFn: async ({ signal }) => {
    const answer = (await (await send(PATH, { signal })).json()) as { items: SavedSearch[] };
    return answer.items;
  },
  staleTime: 5 * 60_000,
});

const refresh = () => queries.invalidateQueries({ queryKey: searchesQuery.queryKey });

export async function keepSearch(name: string, query: string): Promise<void> {
  await send(PATH, { method: 'POST', body: { name, query } });
  await refresh();
}

export async function removeSearch(id: string): Promise<void> {
  await send(`${PATH}/${id}`, { method: 'DELETE' });
  await refresh();
}
