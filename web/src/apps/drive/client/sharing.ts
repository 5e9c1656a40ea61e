/** Who has access to a node, and its links. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, type components } from '@/platform/api';
import { toast } from '@/ui';
import { refresh } from './cache';

type Schemas = components['schemas'];
export type Grant = Schemas['GrantOut'];
export type RoleName = Grant['role'];
export type ShareLink = Schemas['LinkOut'];

export const EVERYONE = 'everyone';
const byId = (id: string) => ({ params: { path: { id } } });

export const useGrants = (id: string) =>
  useQuery({
    queryKey: ['drive', 'grants', id],
    queryFn: async () => (await call(api.GET('/api/v1/drive/nodes/{id}/grants', byId(id)))).items,
  });

export const useLinks = (id: string, isAllowed: boolean) =>
  useQuery({
    queryKey: ['drive', 'links', id],
    queryFn: async () => (await call(api.GET('/api/v1/drive/nodes/{id}/links', byId(id)))).items,
    enabled: isAllowed,
  });

const outcome = { onError: (error: unknown) => void toast.problem(error), onSettled: refresh };

export const useShare = (id: string) =>
  useMutation({
    mutationFn: (body: Schemas['GrantIn']) =>
      call(api.POST('/api/v1/drive/nodes/{id}/grants', { ...byId(id), body })),
    ...outcome,
  });

export const useUnshare = (id: string) =>
  useMutation({
    mutationFn: (principal: string) =>
      call(
        api.DELETE('/api/v1/drive/nodes/{id}/grants/{principal}', {
          params: { path: { id, principal } },
        }),
      ),
    ...outcome,
  });

export const useLimit = (id: string) =>
  useMutation({
    mutationFn: (is_limited: boolean) =>
      call(api.PUT('/api/v1/drive/nodes/{id}/limited', { ...byId(id), body: { is_limited } })),
    ...outcome,
  });

export const useCreateLink = (id: string) =>
  useMutation({
    mutationFn: (body: Schemas['LinkIn']) =>
      call(api.POST('/api/v1/drive/nodes/{id}/links', { ...byId(id), body })),
    ...outcome,
  });

export const useRemoveLink = (id: string) =>
  useMutation({
    mutationFn: (token: string) =>
      call(
        api.DELETE('/api/v1/drive/nodes/{id}/links/{token}', { params: { path: { id, token } } }),
      ),
    ...outcome,
  });
