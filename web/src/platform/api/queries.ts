/**
 * The one query cache. Every query key starts with the name of the app or topic it belongs to
 * (`['drive', 'folder', id]`), so that a live message on that topic can refresh it.
 */
import { QueryClient } from '@tanstack/react-query';
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

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ProblemError;
  }
}
