/** Completion of addresses: own contacts, the directory, groups and those one has written to. */
import { api, call, queries, type components } from '@/platform/api';
import type { PersonChoice } from '@/ui';
import { choiceOf } from '../model/compose';
import type { List } from '../model/window';

type Found = components['schemas']['CompletionOut'];

/** Where a completion comes from; null for who is in what was read already. */
export type Source = Found['kind'] | null;

export interface Completed extends PersonChoice {
  source: Source;
}

const kinds: Record<Found['kind'], PersonChoice['kind']> = {
  card: 'free',
  person: 'person',
  group: 'group',
  other: 'free',
};

const completedOf = ({ id, name, email, kind }: Found): Completed => ({
  id: kinds[kind] === 'free' ? '' : id,
  name: name || email,
  email,
  kind: kinds[kind],
  source: kind,
});

/** Those in what was read already, for when there is no connection. */
function knownCorrespondents(accountId: string, text: string): Completed[] {
  const wanted = text.toLowerCase();
  const lists = queries.getQueriesData<List>({ queryKey: ['mail', accountId, 'list'] });
  const rows = lists.flatMap(([, list]) => [...(list?.rows.values() ?? [])]);
  const addresses = rows
    .flatMap((row) => row.emails)
    .flatMap((it) => [...(it.from ?? []), ...(it.to ?? [])])
    .map(choiceOf)
    .filter((it) =>
      [...it.name.toLowerCase().split(/\s+/), it.email.toLowerCase()].some((word) =>
        word.startsWith(wanted),
      ),
    );
  const found = new Map(addresses.map((it) => [it.email.toLowerCase(), it]));
  return [...found.values()].slice(0, 10).map((it) => ({ ...it, source: null }));
}

export async function completeAddress(
  accountId: string,
  text: string,
  signal: AbortSignal,
): Promise<Completed[]> {
  try {
    const query = { q: text, limit: 10 };
    const { items } = await call(
      api.GET('/api/v1/contacts/complete', { params: { query }, signal }),
    );
    return items.map(completedOf);
  } catch (error) {
    if (signal.aborted) throw error;
    return knownCorrespondents(accountId, text);
  }
}

/** For searching: those who wrote to one, too, as far as they were read. */
export async function completeParticipant(
  accountId: string,
  text: string,
  signal: AbortSignal,
): Promise<Completed[]> {
  const found = await completeAddress(accountId, text, signal);
  const known = new Set(found.map((it) => it.email.toLowerCase()));
  const more = knownCorrespondents(accountId, text).filter(
    (it) => !known.has(it.email.toLowerCase()),
  );
  return [...found, ...more].slice(0, 10);
}
