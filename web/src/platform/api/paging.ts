/** Keyset-paged lists ({items, next}) as one growing list. */
import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { ProblemError } from './problem';

export interface Page<T> {
  items: T[];
  next?: string | null;
}

export interface PagedList<T> {
  items: T[];
  isLoading: boolean;
  error: ProblemError | null;
  /** Ask for the next page, if there is one and none is on its way. */
  more: () => void;
  hasMore: boolean;
  refetch: () => void;
}

/** Read a paged list; `read` gets the cursor of the page (undefined for the first). */
export function usePaged<T>(
  key: QueryKey,
  read: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<T>>,
  enabled = true,
): PagedList<T> {
  const query = useInfiniteQuery<Page<T>, ProblemError, T[], QueryKey, string | undefined>({
    queryKey: key,
    enabled,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    getNextPageParam: (last) => last.next ?? undefined,
    select: (pages) => pages.pages.flatMap((page) => page.items),
  });
  return {
    items: query.data ?? [],
    isLoading: query.isPending && enabled,
    error: query.error,
    hasMore: query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    refetch: () => void query.refetch(),
  };
}
