/**
 * Who is signed in. `me` is read once from the server and cached; signing in or out replaces it.
 */
import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { ProblemError, queries } from '../api';
import { send } from '../api/request';

export type Role = 'admin' | 'helpdesk' | 'member';

export interface Me {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: string;
  time_zone: string;
  title?: string;
  phone?: string;
  has_password: boolean;
  /** What the person should do: `set_up_second_factor`. */
  reminders: string[];
  domain: string;
  /** What the person chose for the screens, on any device. */
  preferences?: Record<string, string>;
  photo_url?: string | null;
  /** What the person may do anywhere, as the server says. */
  abilities: Record<string, boolean>;
}

async function readMe(): Promise<Me | null> {
  try {
    const response = await send('/api/v1/me');
    const me = (await response.json()) as Me;
    return { ...me, abilities: me.abilities ?? {} };
  } catch (error) {
    // Whoever was signed in keeps their screen until the browser has left it.
    if (error instanceof ProblemError && error.status === 401 && !currentMe()) return null;
    throw error;
  }
}

export const meQuery = queryOptions<Me | null, ProblemError>({
  queryKey: ['session', 'me'],
  queryFn: readMe,
  staleTime: Infinity,
  gcTime: Infinity,
});

/** The signed-in person. Use it only on pages behind sign-in (they are never rendered without). */
export function useMe(): Me {
  const { data } = useSuspenseQuery(meQuery);
  if (!data) throw new ProblemError(401, 'signed out', '', '401');
  return data;
}

/** The signed-in person, or null on public pages. */
export function useMaybeMe(): Me | null {
  return useQuery(meQuery).data ?? null;
}

export const currentMe = (): Me | null => queries.getQueryData(meQuery.queryKey) ?? null;

/** Forget everything that was read for the former person and read who is signed in now. */
export async function refreshSession(): Promise<Me | null> {
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
  return queries.fetchQuery({ ...meQuery, staleTime: 0 });
}
