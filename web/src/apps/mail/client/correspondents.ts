/** Completion of addresses: people of the organisation, then those one has mailed with. */
import { queries } from '@/platform/api';
import { jmap, type GetResult, type QueryResult } from '@/platform/jmap';
import { searchPeople, type PersonChoice } from '@/ui';
import { choiceOf } from '../model/compose';
import type { Head } from '../model/mail';
import type { List } from '../model/window';

const MOST = 30;

async function readCorrespondents(accountId: string, text: string): Promise<PersonChoice[]> {
  const batch = jmap.batch();
  const filter = { operator: 'OR', conditions: [{ from: text }, { to: text }] };
  const query = batch.call<QueryResult>('Email/query', { accountId, filter, limit: MOST });
  const emails = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    '#ids': query.ref('/ids'),
    properties: ['from', 'to', 'cc'],
  });
  await batch.send();
  const { list } = await emails.result;
  return list
    .flatMap((it) => [...(it.from ?? []), ...(it.to ?? []), ...(it.cc ?? [])])
    .map(choiceOf);
}

/** Those in what was read already; they are there without a connection too. */
function knownCorrespondents(accountId: string): PersonChoice[] {
  const lists = queries.getQueriesData<List>({
    queryKey: ['mail', accountId, 'list'],
  });
  const rows = lists.flatMap(([, list]) => [...(list?.rows.values() ?? [])]);
  const emails = rows.flatMap((row) => row.emails);
  return emails.flatMap((it) => [...(it.from ?? []), ...(it.to ?? [])]).map(choiceOf);
}

export async function completeAddress(accountId: string, text: string): Promise<PersonChoice[]> {
  const wanted = text.toLowerCase();
  const [colleagues, others] = await Promise.all([
    searchPeople(text).catch(() => []),
    readCorrespondents(accountId, text).catch(() => knownCorrespondents(accountId)),
  ]);
  const matches = others.filter((it) => `${it.name} ${it.email}`.toLowerCase().includes(wanted));
  const found = new Map<string, PersonChoice>();
  for (const choice of [...colleagues, ...matches]) {
    const key = choice.email.toLowerCase();
    const known = found.get(key);
    if (key && (!known || known.name === known.email)) found.set(key, known?.id ? known : choice);
  }
  return [...found.values()].slice(0, 10);
}
