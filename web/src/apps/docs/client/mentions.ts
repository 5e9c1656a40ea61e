/** Whom and what one can mention: people of the organisation, files of drive. */
import type { MentionChoice } from '@/editor/document';
import { send } from '@/platform/api';
import { searchPeople } from '@/ui';

export async function findPeople(text: string): Promise<MentionChoice[]> {
  const found = await searchPeople(text);
  return found.map((one) => ({
    kind: 'person',
    ref: one.id,
    label: one.name,
    detail: one.email,
  }));
}

interface Answer {
  groups: { items: { id: string; title: string }[] }[];
}

export async function findFiles(text: string, signal: AbortSignal): Promise<MentionChoice[]> {
  if (text.trim().length < 2) return [];
  const path = `/api/v1/search?kinds=file,doc&q=${encodeURIComponent(text)}`;
  const { groups } = (await (await send(path, { signal })).json()) as Answer;
  return groups
    .flatMap((group) => group.items)
    .map(({ id, title }) => ({ kind: 'file', ref: id, label: title }));
}
