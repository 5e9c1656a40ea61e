/** Versions of a document: kept after each editing session, or by name. */
import { useQuery } from '@tanstack/react-query';
import { queries, send } from '@/platform/api';
import { toast } from '@/ui';

export interface Version {
  id: string;
  name: string;
  at: string;
  created_by: { id: string | null; name: string } | null;
  authors: { id: string | null; name: string }[];
}

export interface ComparedBlock {
  attributes: Record<string, unknown>;
  is_in_table: boolean;
  is_reformatted: boolean;
  parts: { text: string; change: 'insert' | 'delete' | null; authors: number[] }[];
}

export interface Comparison {
  people: { id: string | null; name: string }[];
  blocks: ComparedBlock[];
}

const key = (doc: string) => ['docs', 'versions', doc];
const path = (doc: string, rest = '') => `/api/v1/docs/${doc}/versions${rest}`;

async function read<T>(address: string, signal?: AbortSignal): Promise<T> {
  return (await send(address, signal ? { signal } : {})).json() as Promise<T>;
}

export const useVersions = (doc: string) =>
  useQuery({
    queryKey: key(doc),
    queryFn: async ({ signal }) => (await read<{ items: Version[] }>(path(doc), signal)).items,
    staleTime: 0,
  });

/** What changed from a version until another, or until now. */
export const useComparison = (doc: string, from: string, to: string) =>
  useQuery({
    queryKey: [...key(doc), 'compare', from, to],
    queryFn: ({ signal }) => read<Comparison>(path(doc, `/${from}/compare?to=${to}`), signal),
    staleTime: to === 'now' ? 0 : Infinity,
  });

async function write(doc: string, method: 'POST' | 'PATCH', rest: string, body?: unknown) {
  try {
    await send(path(doc, rest), { method, body });
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  } finally {
    void queries.invalidateQueries({ queryKey: key(doc) });
  }
}

export const nameNow = (doc: string, name: string) => write(doc, 'POST', '', { name });
export const renameVersion = (doc: string, version: string, name: string) =>
  write(doc, 'PATCH', `/${version}`, { name });
export const restoreVersion = (doc: string, version: string) =>
  write(doc, 'POST', `/${version}/restore`);
