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
  email: string;
  kind: PersonChoice['kind'];
}

export async function searchPeople(text: string): Promise<PersonChoice[]> {
  const response = await send(`/api/v1/principals?limit=10&q=${encodeURIComponent(text)}`);
  return ((await response.json()) as { items: Listed[] }).items;
}
