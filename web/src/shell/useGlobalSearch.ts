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

interface Listed {
  id: string;
  name: string;
  email: string;
  title: string;
}

const MOST_PEOPLE = 5;

/** Words as they are looked for in names: without the operators that files and mail know. */
const nameIn = (text: string): string => text.replace(/\S+:\S+|["-]/g, ' ').trim();

async function findPeople(text: string, signal: AbortSignal): Promise<HitGroup[]> {
  const name = nameIn(text);
  if (name.length < 2) return [];
  const path = `/api/v1/people?limit=${MOST_PEOPLE}&q=${encodeURIComponent(name)}`;
  const { items } = (await (await send(path, { signal })).json()) as { items: Listed[] };
  const hits = items.map(({ id, name: title, email, title: job }) => ({
    kind: 'person',
    id,
    title,
    excerpt: [job, email].filter(Boolean).join(' · '),
    url: `/people/${id}`,
  }));
  return hits.length > 0 ? [{ kind: 'person', items: hits }] : [];
}

async function search(text: string, signal: AbortSignal): Promise<HitGroup[]> {
  const [people, response] = await Promise.all([
    findPeople(text, signal),
    send(`/api/v1/search?q=${encodeURIComponent(text)}`, { signal }),
  ]);
  const answer = (await response.json()) as SearchAnswer;
  const found = (answer.groups ?? []).filter((group) => group.items.length > 0);
  return [...people, ...found];
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
