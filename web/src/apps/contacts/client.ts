/** Reads and writes of contacts. Every key starts with "contacts", so that live messages refresh it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, queries, send, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';

type Schemas = components['schemas'];
export type ContactRow = Schemas['ContactRow'];
export type Contact = Schemas['ContactOut'];
export type ContactFields = Omit<Schemas['ContactPatch'], 'etag'>;
export type ContactValue = Schemas['ContactValue'];
export type Label = Schemas['LabelOut'];
export type Duplicate = Schemas['DuplicateOut'];
export type Other = Schemas['OtherContactRow'];
export type ImportReport = Schemas['ImportOut'];
export type ExportFormat = 'vcard3' | 'vcard4' | 'google' | 'outlook';

export interface Narrow {
  q: string;
  label: string;
  group: string;
}

const refresh = () => void queries.invalidateQueries({ queryKey: ['contacts'] });
const onError = (error: unknown) => toast.problem(error);

export const useContacts = (narrow: Narrow) =>
  usePaged<ContactRow>(['contacts', 'list', narrow], (cursor, signal) =>
    call(
      api.GET('/api/v1/contacts', {
        params: { query: { ...narrow, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const useContact = (id: string) =>
  useQuery({
    queryKey: ['contacts', 'one', id],
    queryFn: () =>
      call(api.GET('/api/v1/contacts/{card_id}', { params: { path: { card_id: id } } })),
    enabled: id !== '',
  });

export const useLabels = () =>
  useQuery({
    queryKey: ['contacts', 'labels'],
    queryFn: async () => (await call(api.GET('/api/v1/contacts/labels'))).items,
  });

export const useDuplicates = () =>
  useQuery({
    queryKey: ['contacts', 'duplicates'],
    queryFn: async () => (await call(api.GET('/api/v1/contacts/duplicates'))).items,
  });

export const useOthers = () =>
  usePaged<Other>(['contacts', 'others'], (cursor, signal) =>
    call(
      api.GET('/api/v1/contacts/others', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );

export const useCreateContact = () =>
  useMutation({
    mutationFn: (body: ContactFields) =>
      call(api.POST('/api/v1/contacts', { body: { is_group: false, ...body } })),
    onError,
    onSettled: refresh,
  });

export const useChangeContact = (contact: Contact) =>
  useMutation({
    mutationFn: (body: ContactFields) =>
      call(
        api.PATCH('/api/v1/contacts/{card_id}', {
          params: { path: { card_id: contact.id } },
          body: { ...body, etag: contact.etag },
        }),
      ),
    onError,
    onSettled: refresh,
  });

export const useDeleteContact = () =>
  useMutation({
    mutationFn: (id: string) =>
      call(api.DELETE('/api/v1/contacts/{card_id}', { params: { path: { card_id: id } } })),
    onError,
    onSettled: refresh,
  });

export const useMerge = () =>
  useMutation({
    mutationFn: (ids: string[]) => call(api.POST('/api/v1/contacts/merge', { body: { ids } })),
    onError,
    onSettled: refresh,
  });

export async function undoMerge(mergeId: string): Promise<void> {
  await call(
    api.POST('/api/v1/contacts/merges/{merge_id}/undo', {
      params: { path: { merge_id: mergeId } },
    }),
  ).catch(onError);
  refresh();
}

export const useForgetOther = () =>
  useMutation({
    mutationFn: (id: number) =>
      call(
        api.DELETE('/api/v1/contacts/others/{other_id}', { params: { path: { other_id: id } } }),
      ),
    onError,
    onSettled: refresh,
  });

export const useSetPhoto = (id: string) =>
  useMutation({
    mutationFn: async (file: File | null) => {
      const path = `/api/v1/contacts/${id}/photo`;
      const body = new FormData();
      if (file) body.set('file', file);
      await send(path, file ? { method: 'POST', body } : { method: 'DELETE' });
    },
    onError,
    onSettled: refresh,
  });

export async function importContacts(file: File): Promise<ImportReport> {
  const body = new FormData();
  body.set('file', file);
  const response = await send('/api/v1/contacts/import', { method: 'POST', body });
  refresh();
  return (await response.json()) as ImportReport;
}

export const exportUrl = (format: ExportFormat, label: string) =>
  `/api/v1/contacts/export?format=${format}&label=${encodeURIComponent(label)}`;
