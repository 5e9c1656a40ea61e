/** Reads of drive. Every key starts with "drive", so that live messages refresh it. */
import { useQuery } from '@tanstack/react-query';
import { api, call, usePaged, type components } from '@/platform/api';

type Schemas = components['schemas'];
export type Node = Schemas['NodeOut'];
export type Drive = Schemas['DriveOut'];
export type Crumb = Schemas['Crumb'];
export type Revision = Schemas['RevisionOut'];
export type Sort = 'name' | 'modified' | 'size';
export type Direction = 'asc' | 'desc';
export type Listing = 'recent' | 'starred' | 'shared';

export interface Order {
  sort: Sort;
  direction: Direction;
}

/** Keys of lists of nodes, so that a change can be shown in all of them at once. */
export const LISTS = ['drive', 'list'] as const;
export const nodeKey = (id: string) => ['drive', 'node', id];
const byId = (id: string) => ({ params: { path: { id } } });

export const useNode = (id: string) =>
  useQuery({
    queryKey: nodeKey(id),
    queryFn: () => call(api.GET('/api/v1/drive/nodes/{id}', byId(id))),
    enabled: id !== '',
  });

export const usePath = (id: string) =>
  useQuery({
    queryKey: ['drive', 'path', id],
    queryFn: () => call(api.GET('/api/v1/drive/nodes/{id}/path', byId(id))),
    enabled: id !== '',
  });

export const useDrives = () =>
  useQuery({
    queryKey: ['drive', 'drives'],
    queryFn: async () => (await call(api.GET('/api/v1/drive/drives'))).items,
  });

export function useMyDrive(): Drive | undefined {
  return useDrives().data?.find((drive) => drive.kind === 'my');
}

export const useChildren = (id: string, order: Order) =>
  usePaged<Node>(
    [...LISTS, 'children', id, order],
    (cursor, signal) =>
      call(
        api.GET('/api/v1/drive/nodes/{id}/children', {
          params: { path: { id }, query: { ...order, limit: 100, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
    id !== '',
  );

export const useListing = (listing: Listing) =>
  usePaged<Node>([...LISTS, listing], (cursor, signal) =>
    call(
      api.GET(`/api/v1/drive/${listing}`, {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );

/** Files and folders by words and operators. */
export const useFound = (q: string) =>
  usePaged<Node>(
    [...LISTS, 'search', q],
    (cursor, signal) =>
      call(
        api.GET('/api/v1/drive/search', {
          params: { query: { q, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
    q !== '',
  );

export const useTrash = (drive: string) =>
  usePaged<Node>([...LISTS, 'trash', drive], (cursor, signal) =>
    call(
      api.GET('/api/v1/drive/trash', {
        params: { query: { ...(drive ? { drive } : {}), ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const useRevisions = (id: string) =>
  useQuery({
    queryKey: ['drive', 'revisions', id],
    queryFn: async () =>
      (await call(api.GET('/api/v1/drive/nodes/{id}/revisions', byId(id)))).items,
  });

/** Where a file's bytes are. */
export function contentUrl(
  id: string,
  options: { inline?: boolean; version?: number } = {},
): string {
  const query = new URLSearchParams();
  if (options.inline) query.set('inline', 'true');
  if (options.version !== undefined) query.set('version', String(options.version));
  return `/api/v1/drive/nodes/${id}/content?${query}`;
}

/** Where the small picture of a file is. */
export const thumbnailUrl = (id: string, version: number): string =>
  `/api/v1/drive/nodes/${id}/thumbnail?version=${version}`;
