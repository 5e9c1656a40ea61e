/** Reads and writes of documents. Every key starts with "docs", so that live messages refresh it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { currentLanguage } from '@/platform/i18n';
import { queries, send, usePaged, type Page } from '@/platform/api';
import { toast } from '@/ui';
import type { LinkPreview } from '@/editor/document';

interface Person {
  id: string;
  name: string;
}

export interface Doc {
  id: string;
  name: string;
  parent: string | null;
  drive: string | null;
  role: 'viewer' | 'commenter' | 'contributor' | 'editor' | 'manager' | null;
  abilities: Record<string, boolean>;
  is_starred: boolean;
  is_trashed?: boolean;
  created_at?: string;
  modified_at?: string;
  created_by?: Person | null;
  modified_by?: Person | null;
}

export interface DocRow {
  id: string;
  name: string;
  url: string;
  modified_at: string;
  is_starred?: boolean;
  is_shared?: boolean;
  abilities?: Record<string, boolean>;
  thumbnail?: string | null;
  modified_by?: Person | null;
}

export interface Template {
  id: string;
  title: string;
  description: string;
  preview?: string | null;
  /** The first page as SVG. */
  thumbnail?: string | null;
}

export type Owner = 'anyone' | 'me';
export const formats = ['docx', 'odt', 'pdf', 'md', 'html', 'txt'] as const;
export type Format = (typeof formats)[number];

const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await send(path, signal ? { signal } : {})).json() as Promise<T>;

export const docKey = (id: string) => ['docs', 'doc', id];
export const refreshDocs = () => void queries.invalidateQueries({ queryKey: ['docs'] });

const linked = (path: string, link: string | null): string =>
  link ? `${path}${path.includes('?') ? '&' : '?'}link=${encodeURIComponent(link)}` : path;

export const useDoc = (id: string, link: string | null) =>
  useQuery({
    queryKey: [...docKey(id), link],
    queryFn: ({ signal }) => read<Doc>(linked(`/api/v1/docs/${id}`, link), signal),
  });

export const useRecent = (words: string, owner: Owner) =>
  usePaged<DocRow>(['docs', 'recent', words, owner], (cursor, signal) => {
    const query = new URLSearchParams(words ? { q: words } : {});
    if (owner !== 'anyone') query.set('owner', owner);
    if (cursor) query.set('cursor', cursor);
    return read<Page<DocRow>>(`/api/v1/docs/recent?${query}`, signal);
  });

export const useTemplates = () =>
  useQuery({
    queryKey: ['docs', 'templates'],
    queryFn: async () => {
      const path = `/api/v1/docs/templates?language=${currentLanguage()}`;
      return (await read<{ items: Template[] }>(path)).items;
    },
    staleTime: Infinity,
  });

export interface NewDoc {
  parent?: string;
  name?: string;
  template?: string;
}

export interface Made {
  id: string;
  name: string;
  url: string;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  return (await send(path, { method: 'POST', body })).json() as Promise<T>;
}

/** Make a document; it can be opened at once. */
export const useCreateDoc = () =>
  useMutation({
    mutationFn: (wanted: NewDoc) => post<Made>('/api/v1/docs', wanted),
    onError: (error) => toast.problem(error),
    onSettled: refreshDocs,
  });

/** Make a document of a file from this computer. */
export const useImportDoc = () =>
  useMutation({
    mutationFn: ({ file, parent }: { file: File; parent?: string | null }) => {
      const form = new FormData();
      form.set('file', file, file.name);
      if (parent) form.set('parent', parent);
      return post<Made>('/api/v1/docs/import', form);
    },
    onError: (error) => toast.problem(error),
    onSettled: refreshDocs,
  });

export const importable = '.docx,.odt,.md,.markdown,.html,.htm,.txt';

export const exportUrl = (id: string, format: Format, link: string | null): string =>
  linked(`/api/v1/docs/${id}/export?format=${format}`, link);

export const assetUrl = (id: string, src: string, link: string | null): string =>
  linked(`/api/v1/docs/${id}/assets/${src.replace(/^asset:/, '')}`, link);

export interface Stored {
  src: string;
  width: number | null;
  height: number | null;
}

/** Keep a picture with the document: a file, or an address that the server fetches. */
export async function storeImage(
  id: string,
  source: File | string,
  link: string | null,
  signal: AbortSignal,
): Promise<Stored> {
  const form = new FormData();
  if (typeof source !== 'string') form.set('file', source, source.name);
  const body = typeof source === 'string' ? { url: source } : form;
  const answer = await send(linked(`/api/v1/docs/${id}/images`, link), {
    method: 'POST',
    body,
    signal,
  });
  return answer.json() as Promise<Stored>;
}

/** What an address leads to; null when nothing is known. */
export async function previewLink(
  id: string,
  href: string,
  link: string | null,
  signal: AbortSignal,
): Promise<LinkPreview | null> {
  if (!/^(https?:\/)?\//.test(href)) return null;
  const query = new URLSearchParams({ url: href });
  const answer = await send(linked(`/api/v1/docs/${id}/link-preview?${query}`, link), { signal });
  return answer.json() as Promise<LinkPreview | null>;
}
