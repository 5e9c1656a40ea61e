/** Who else is in the document, as the awareness states tell. One person is one entry. */
import type { Awareness } from 'y-protocols/awareness';
import { colorOf } from '@/ui';

export interface Participant {
  /** A person's id, or `guest:<name>`. */
  id: string;
  name: string;
  color: string;
  isGuest: boolean;
  isIdle: boolean;
  /** The tabs of this person, the one used last first. */
  clients: number[];
}

interface User {
  id: string;
  name: string;
}

const isUser = (value: unknown): value is { id: string | null; name: string } =>
  typeof value === 'object' && value !== null && 'id' in value && 'name' in value;

/** Who a state belongs to. The server gives guests no id: their name has to do. */
export function userOf(state: Record<string, unknown> | undefined): User | null {
  const user: unknown = state?.user;
  if (!isUser(user)) return null;
  return { id: user.id || `guest:${user.name}`, name: user.name };
}

export const colorOfUser = (user: { id: string }): string => colorOf(user.id);

/** Everyone in the document but the tab itself and the same person's other tabs. */
export function participantsOf(awareness: Awareness): Participant[] {
  const own = userOf(awareness.getLocalState() ?? undefined)?.id;
  const found = new Map<string, Participant>();
  for (const [client, state] of awareness.getStates()) {
    const user = userOf(state);
    if (!user || client === awareness.clientID || user.id === own) continue;
    const known = found.get(user.id);
    const isIdle = state.idle === true;
    found.set(user.id, {
      id: user.id,
      name: user.name,
      color: colorOfUser(user),
      isGuest: user.id.startsWith('guest:'),
      isIdle: isIdle && (known?.isIdle ?? true),
      clients: isIdle ? [...(known?.clients ?? []), client] : [client, ...(known?.clients ?? [])],
    });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name));
}
