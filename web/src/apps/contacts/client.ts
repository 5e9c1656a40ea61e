/** Reads and writes of contacts. Every key starts with "contacts", so that live messages refresh it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, queries, send, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';

type Schemas = components['schemas'];
export type ContactRow = Schemas['ContactRow'];
export type Contact = Schemas['ContactOut'];
export type ContactFields = Omit<Schemas['ContactPatch'], 'etag'>;
export type ContactValue = Schemas['ContactValue'];
export type ContactAddress = Schemas['ContactAddress'];
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

export const useCreateContact = (isGroup = false) =>
  useMutation({
    mutationFn: (body: ContactFields) =>
      call(api.POST('/api/v1/contacts', { body: { is_group: isGroup, ...body } })),
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

interface Kept {
  id: string;
  book_id: string;
}

async function takeIn(file: Blob, name: string, bookId: string, label: string): Promise<Response> {
  const body = new FormData();
  body.set('file', file, name);
  body.set('book_id', bookId);
  body.set('label', label);
  return send('/api/v1/contacts/import', { method: 'POST', body });
}

/** Delete contacts; what is returned brings them back as they were. */
export async function deleteContacts(contacts: readonly Kept[]): Promise<() => Promise<void>> {
  const kept: { bookId: string; card: Blob }[] = [];
  try {
    for (const { id, book_id } of contacts) {
      const card = await (await send(`/api/v1/contacts/${id}/vcard`)).blob();
      await call(api.DELETE('/api/v1/contacts/{card_id}', { params: { path: { card_id: id } } }));
      kept.push({ bookId: book_id, card });
      queries.removeQueries({ queryKey: ['contacts', 'one', id] });
    }
  } finally {
    refresh();
  }
  return async () => {
    for (const bookId of new Set(kept.map((it) => it.bookId))) {
      const cards = kept.filter((it) => it.bookId === bookId).map((it) => it.card);
      await takeIn(new Blob(cards), 'contacts.vcf', bookId, '').catch(onError);
    }
    refresh();
  };
}

export const useApplyLabels = () =>
  useMutation({
    mutationFn: (body: Schemas['LabelApplyIn']) =>
      call(api.POST('/api/v1/contacts/labels/apply', { body })),
    onError,
    onSettled: refresh,
  });

/** The books whose labels one may change. */
const ownBooks = async () =>
  (await call(api.GET('/api/v1/contacts/books'))).items.filter((it) => it.abilities.change);

export const useRenameLabel = () =>
  useMutation({
    mutationFn: async ({ label, name }: { label: string; name: string }) => {
      for (const { id } of await ownBooks()) {
        const body = { book_id: id, label, name };
        await call(api.POST('/api/v1/contacts/labels/rename', { body }));
      }
    },
    onError,
    onSettled: refresh,
  });

export const useDeleteLabel = () =>
  useMutation({
    mutationFn: async (label: string) => {
      for (const { id } of await ownBooks()) {
        await call(api.POST('/api/v1/contacts/labels/delete', { body: { book_id: id, label } }));
      }
    },
    onError,
    onSettled: refresh,
  });

export const findContacts = async (q: string, signal: AbortSignal): Promise<ContactRow[]> => {
  const query = { q, kind: 'individual', limit: 20 };
  return (await call(api.GET('/api/v1/contacts', { params: { query }, signal }))).items;
};

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

export async function importContacts(file: File, label: string): Promise<ImportReport> {
  const response = await takeIn(file, file.name, '', label);
  refresh();
  return (await response.json()) as ImportReport;
}

export const cardUrl = (id: string) => `/api/v1/contacts/${id}/vcard`;

export const exportUrl = (format: ExportFormat, narrow: Partial<Narrow>) =>
  `/api/v1/contacts/export?${new URLSearchParams({ format, ...narrow }).toString()}`;
