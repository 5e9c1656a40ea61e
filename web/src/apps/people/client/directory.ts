/** Reading and changing persons and groups. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, send, usePaged, type components, type Page } from '@/platform/api';
import type { Card, Group, Person, Unit } from './types';

export interface Filter {
  q: string;
  state: string;
  role: string;
  kind: string;
  unit_id: string;
}

const PAGE = 100;

export const useDirectory = (filter: Filter) =>
  usePaged<Card>(['people', 'list', filter], (cursor, signal) =>
    call(
      api.GET('/api/v1/people', {
        params: { query: { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const personKey = (id: string) => ['people', 'person', id];

export const usePerson = (id: string) =>
  useQuery({
    queryKey: personKey(id),
    queryFn: () =>
      call(api.GET('/api/v1/people/{person_id}', { params: { path: { person_id: id } } })),
    enabled: id !== '',
  });

export const useUnits = () =>
  useQuery<Unit[]>({
    queryKey: ['people', 'units'],
    queryFn: async () => (await call(api.GET('/api/v1/units'))).items,
    staleTime: 5 * 60_000,
  });

export type PersonVerb = 'suspend' | 'restore' | 'invite' | 'sign-out' | 'remove-factors';

export interface NewPerson {
  email: string;
  name: string;
  given_name: string;
  family_name: string;
  title: string;
  unit_id: string | null;
  recovery_email: string;
  invite: boolean;
}

export type PersonChanges = components['schemas']['PersonPatch'];

/** What one can do to persons; each refreshes the lists. */
export function usePersonActions() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ['people'] });
  async function post<T>(path: string, body: unknown = {}): Promise<T | null> {
    const response = await send(`/api/v1/${path}`, { method: 'POST', body });
    await refresh();
    return response.status === 204 ? null : ((await response.json()) as T);
  }
  return {
    act: (id: string, verb: PersonVerb) => post(`people/${id}/${verb}`),
    invite: (id: string) => post<{ link: string; sent_to: string }>(`people/${id}/invite`),
    setRole: (id: string, role: string) => post<Person>(`people/${id}/role`, { role }),
    create: (person: NewPerson) => post<Person>('people', person),
    update: async (id: string, changes: PersonChanges) => {
      await send(`/api/v1/people/${id}`, { method: 'PATCH', body: changes });
      await refresh();
    },
  };
}

async function readPage<T>(path: string, signal: AbortSignal): Promise<Page<T>> {
  return (await (await send(path, { signal })).json()) as Page<T>;
}

const cursorPart = (cursor: string | undefined) =>
  cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';

export const useGroups = (q: string) =>
  usePaged<Group>(['people', 'groups', q], (cursor, signal) =>
    readPage(
      `/api/v1/groups?limit=${PAGE}&q=${encodeURIComponent(q)}${cursorPart(cursor)}`,
      signal,
    ),
  );

export const useGroup = (id: string) =>
  useQuery<Group>({
    queryKey: ['people', 'group', id],
    queryFn: async () => (await (await send(`/api/v1/groups/${id}`)).json()) as Group,
    enabled: id !== '',
  });

export interface Member {
  id: string;
  kind: string;
  name: string;
  email: string;
}

export const useMembers = (id: string) =>
  usePaged<Member>(
    ['people', 'group', id, 'members'],
    (cursor, signal) =>
      readPage(`/api/v1/groups/${id}/members?limit=${PAGE}${cursorPart(cursor)}`, signal),
    id !== '',
  );

export function useGroupActions() {
  const cache = useQueryClient();
  async function change<T>(
    path: string,
    method: 'POST' | 'PATCH' | 'DELETE',
    body?: unknown,
  ): Promise<T | null> {
    const response = await send(`/api/v1/groups${path}`, { method, body });
    await cache.invalidateQueries({ queryKey: ['people'] });
    return response.status === 204 ? null : ((await response.json()) as T);
  }
  return {
    create: (name: string, email: string) => change<Group>('', 'POST', { name, email }),
    remove: (id: string) => change(`/${id}`, 'DELETE'),
    add: (id: string, member: string) => change(`/${id}/members`, 'POST', { id: member }),
    drop: (id: string, member: string) => change(`/${id}/members/${member}`, 'DELETE'),
  };
}
