/** Events as lists of occurrences and in full. Keys start with "calendar": live messages refresh them. */
import { useMemo, useSyncExternalStore } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { addDays, type Day } from '../model/days';
import { at, utc } from '../model/zone';
import { read } from './http';
import type { Calendar, EventOut, Listed, Occurrence } from './types';

export const EVENTS = ['calendar', 'events'];
const nothing: Occurrence[] = [];

/** What was deleted and may still be called back. */
let hidden: ReadonlySet<string> = new Set();
const watchers = new Set<() => void>();

export function hide(ids: readonly string[], isHidden: boolean): void {
  const next = new Set(hidden);
  for (const id of ids) {
    if (isHidden) next.add(id);
    else next.delete(id);
  }
  hidden = next;
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

async function readAll(query: Record<string, string>, signal?: AbortSignal): Promise<Occurrence[]> {
  const items: Occurrence[] = [];
  let cursor: string | null | undefined;
  do {
    const page: Listed<Occurrence> = await read('/events', { ...query, cursor }, signal);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

function rangeQuery(ids: readonly string[], first: Day, last: Day, zone: string) {
  const calendars = [...ids].sort().join(',');
  const from = utc(at(first, zone));
  const to = utc(at(addDays(last, 1), zone));
  return {
    queryKey: [...EVENTS, { calendars, from, to }],
    queryFn: ({ signal }: { signal: AbortSignal }) => readAll({ calendars, from, to }, signal),
  };
}

export interface Shown {
  occurrences: Occurrence[];
  isLoading: boolean;
  error: unknown;
  refetch: () => void;
}

/** What takes place in the calendars that are shown, from one day through another. */
export function useOccurrences(
  calendars: readonly Calendar[],
  first: Day,
  last: Day,
  zone: string,
  showsDeclined = true,
): Shown {
  const ids = useMemo(() => calendars.filter((it) => it.is_shown).map((it) => it.id), [calendars]);
  const query = useQuery({
    ...rangeQuery(ids, first, last, zone),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  const gone = useSyncExternalStore(subscribe, () => hidden);
  const all = query.data ?? nothing;
  const occurrences = useMemo(() => {
    const shown = new Set(ids);
    return all.filter(
      (it) =>
        shown.has(it.calendar_id) &&
        !gone.has(it.id) &&
        !gone.has(it.event_id) &&
        (showsDeclined || it.my_status !== 'declined'),
    );
  }, [all, ids, gone, showsDeclined]);
  return {
    occurrences,
    isLoading: query.isLoading,
    error: query.error,
    refetch: () => void query.refetch(),
  };
}

/** Read the days next door before somebody turns to them. */
export function prefetchOccurrences(
  calendars: readonly Calendar[],
  first: Day,
  last: Day,
  zone: string,
): void {
  const ids = calendars.filter((it) => it.is_shown).map((it) => it.id);
  if (ids.length) void queries.prefetchQuery(rangeQuery(ids, first, last, zone));
}

/** Events that hold these words, in the year around today. */
export const useFoundEvents = (words: string, zone: string, today: Day) =>
  useQuery({
    queryKey: [...EVENTS, 'search', words],
    queryFn: ({ signal }) =>
      readAll(
        {
          calendars: '',
          q: words,
          from: utc(at(addDays(today, -365), zone)),
          to: utc(at(addDays(today, 365), zone)),
        },
        signal,
      ),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });

/** Change occurrences in every list that was read; null takes them out. */
export function patchOccurrences(change: (it: Occurrence) => Occurrence | null): void {
  queries.setQueriesData<Occurrence[]>({ queryKey: EVENTS }, (all) =>
    Array.isArray(all) ? all.flatMap((it) => change(it) ?? []) : all,
  );
}

/** Show one more occurrence in the lists on screen, until they are read again. */
export function addOccurrence(added: Occurrence): void {
  queries.setQueriesData<Occurrence[]>({ queryKey: EVENTS, type: 'active' }, (all) =>
    Array.isArray(all) ? [...all, added] : all,
  );
}

export const refreshEvents = (): Promise<void> =>
  queries.invalidateQueries({ queryKey: ['calendar'] });

export const eventKey = (id: string, recurrenceId: string) => [
  'calendar',
  'event',
  id,
  recurrenceId,
];

const eventQuery = (id: string, recurrenceId: string) => ({
  queryKey: eventKey(id, recurrenceId),
  queryFn: () => read<EventOut>(`/events/${id}`, { recurrence_id: recurrenceId || undefined }),
});

export const useEvent = (id: string, recurrenceId: string) =>
  useQuery({ ...eventQuery(id, recurrenceId), enabled: id !== '' });

export const readEvent = (id: string, recurrenceId: string): Promise<EventOut> =>
  queries.fetchQuery(eventQuery(id, recurrenceId));
