/** Looks up people and groups in the directory, for completion. */
import { send } from '@/platform/api';

export interface PersonChoice {
  id: string;
  name: string;
  email: string;
  /** "free" is an address that nobody here has. */
  kind: 'person' | 'group' | 'shared' | 'service' | 'free';
  photo_url?: string | null;
}

interface Listed {
  id: string;
  name: string;
  email?: string | null;
  kind?: PersonChoice['kind'];
}

async function read(path: string, kind: PersonChoice['kind']): Promise<PersonChoice[]> {
  const response = await send(path);
  const page = (await response.json()) as { items: Listed[] };
  return page.items.map((it) => ({
    id: it.id,
    name: it.name,
    email: it.email ?? '',
    kind: it.kind ?? kind,
  }));
}

export async function searchPeople(text: string): Promise<PersonChoice[]> {
  const q = encodeURIComponent(text);
  const [people, groups] = await Promise.all([
    read(`/api/v1/people?q=${q}&limit=8`, 'person'),
    read(`/api/v1/groups?q=${q}&limit=4`, 'group').catch(() => []),
  ]);
  return [...people, ...groups];
}
