/**
 * The one query cache. Every query key starts with the name of the app or topic it belongs to
 * (`['drive', 'folder', id]`), so that a live message on that topic can refresh it.
 */
import { QueryClient, type InvalidateQueryFilters, type Query } from '@tanstack/react-query';
import { asProblem, type ProblemError } from './problem';

const isWorthRetrying = (status: number) => status === 0 || status >= 502;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 30 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isWorthRetrying(asProblem(error).status),
    },
    mutations: { retry: false },
  },
});

const awaited = new Set<string>();

/** Read it again once the answer under way is there: that one may be older than the change. */
function readAfterwards(query: Query): void {
  const { queryHash, queryKey } = query;
  if (awaited.has(queryHash)) return;
  awaited.add(queryHash);
  const settled = () => {
    awaited.delete(queryHash);
    void queries.invalidateQueries({ queryKey, exact: true });
  };
  query.promise?.then(settled, settled);
}

/**
 * Read again what the filters name, for it has changed on the server. An answer that is under
 * way is awaited and then asked for once more: neither is the change missed by a first reading,
 * nor do changes that follow one another closely keep any answer from arriving.
 */
export function refresh(filters: Omit<InvalidateQueryFilters, 'predicate'> = {}): void {
  const isUnderWay = (query: Query) => query.state.fetchStatus === 'fetching';
  const underWay = queries.getQueryCache().findAll({ ...filters, predicate: isUnderWay });
  void queries.invalidateQueries({ ...filters, predicate: (query) => !isUnderWay(query) });
  underWay.forEach(readAfterwards);
}

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ProblemError;
  }
}
