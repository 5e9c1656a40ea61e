/** Looks through people, files, mail and tickets at once. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { send } from '@/platform/api';

export interface Hit {
  kind: string;
  id: string;
  title: string;
  excerpt?: string;
  url: string;
  at?: string | null;
}

export interface HitGroup {
  kind: string;
  items: Hit[];
}

interface SearchAnswer {
  groups: HitGroup[];
}

async function search(text: string, signal: AbortSignal): Promise<HitGroup[]> {
  const response = await send(`/api/v1/search?q=${encodeURIComponent(text)}`, { signal });
  const answer = (await response.json()) as SearchAnswer;
  return (answer.groups ?? []).filter((group) => group.items.length > 0);
}

export function useGlobalSearch(text: string) {
  const [wanted] = useDebouncedValue(text.trim(), 140);
  return useQuery({
    queryKey: ['search', wanted],
    queryFn: ({ signal }) => search(wanted, signal),
    enabled: wanted.length > 1,
    placeholderData: keepPreviousData,
  });
}
