/** Completion of addresses: those one has mailed with, then people of the organisation. */
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
  // The server finds whole words; what was read already completes half ones.
  const mailed = [...others, ...knownCorrespondents(accountId)].filter((it) =>
    [...it.name.toLowerCase().split(/\s+/), it.email.toLowerCase()].some((word) =>
      word.startsWith(wanted),
    ),
  );
  const directory = new Map(colleagues.map((it) => [it.email.toLowerCase(), it]));
  const found = new Map<string, PersonChoice>();
  for (const choice of [...mailed, ...colleagues]) {
    const key = choice.email.toLowerCase();
    const known = found.get(key);
    const isBetter = !known || known.name === known.email;
    if (key && isBetter) found.set(key, directory.get(key) ?? choice);
  }
  return [...found.values()].slice(0, 10);
}
