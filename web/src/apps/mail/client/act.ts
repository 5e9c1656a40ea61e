/** Does a verb to conversations: on screen at once, then on the server, with Undo. */
import { queries } from '@/platform/api';
import { jmap, type GetResult, type QueryResult, type SetResult } from '@/platform/jmap';
import { toast } from '@/ui';
import { isIn, type Head } from '../model/mail';
import {
  patchOf,
  present,
  targetsOf,
  withTargets,
  type Targets,
  type Verb,
} from '../model/changes';
import type { List } from '../model/window';
import { withChanges } from './lists';
import { mailboxesNow, mailboxesQuery } from './mailboxes';
import { holdTargets } from './pending';
import { checkSet } from './setErrors';

const MOST = 400;
const all = (accountId: string) => ({ queryKey: ['mail', accountId] });

function show(accountId: string, targets: Targets): void {
  const boxes = queries.getQueryData(mailboxesQuery(accountId).queryKey) ?? [];
  const lists = { queryKey: ['mail', accountId, 'list'] };
  for (const [key, list] of queries.getQueriesData<List>(lists)) {
    if (list) queries.setQueryData(key, withChanges(list, String(key[3]), targets, boxes));
  }
  const threads = { queryKey: ['mail', accountId, 'thread'] };
  queries.setQueriesData<Head[]>(threads, (emails) => emails && withTargets(emails, targets));
}

async function write(accountId: string, before: Targets, after: Targets): Promise<void> {
  const patches = [...after].map(([id, target]) => {
    const start = before.get(id);
    return [id, start ? patchOf(start, target) : {}] as const;
  });
  const meant = patches.filter(([, patch]) => Object.keys(patch).length > 0);
  for (let at = 0; at < meant.length; at += MOST) {
    const update = Object.fromEntries(meant.slice(at, at + MOST));
    checkSet(await jmap.call<SetResult<Head>>('Email/set', { accountId, update }));
  }
}

/** Lead messages from one state to another; what the server refuses is taken back on screen. */
async function lead(accountId: string, before: Targets, after: Targets): Promise<void> {
  const release = holdTargets(accountId, after);
  await queries.cancelQueries(all(accountId));
  show(accountId, after);
  try {
    await write(accountId, before, after);
  } finally {
    await queries.cancelQueries(all(accountId));
    release();
    void queries.invalidateQueries(all(accountId));
  }
}

let last: (() => void) | null = null;

/** Take back what was done last, as the key for it does; nothing once it was taken back. */
export function undoLast(): void {
  const undo = last;
  last = null;
  undo?.();
}

/** Say that something was done, with the way back. */
export function offerUndo(words: string, undo: () => void): number {
  const back = () => {
    if (last === back) last = null;
    toast.hide(shown);
    undo();
  };
  const shown = toast.show(words, { undo: back });
  last = back;
  return shown;
}

/** Do it; `words` are shown with Undo, without them it happens silently. */
export async function act(
  accountId: string,
  verb: Verb,
  threads: readonly (readonly Head[])[],
  words?: string,
): Promise<void> {
  const boxes = await mailboxesNow(accountId);
  const after = targetsOf(verb, threads, boxes);
  const before = present(threads, after);
  if (after.size === 0) return;
  const undo = () => void lead(accountId, after, before).catch(toast.problem);
  const shown = words ? offerUndo(words, undo) : 0;
  try {
    await lead(accountId, before, after);
  } catch (error) {
    if (shown) toast.hide(shown);
    toast.problem(error);
  }
}

async function destroyIds(accountId: string, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MOST) {
    const destroy = ids.slice(at, at + MOST);
    checkSet(await jmap.call<SetResult<Head>>('Email/set', { accountId, destroy }));
  }
}

/** Remove for good what lies in a mailbox of these conversations. */
export async function destroyThreads(
  accountId: string,
  mailboxId: string,
  threads: readonly (readonly Head[])[],
): Promise<void> {
  const emails = threads.flat().filter((email) => isIn(email, mailboxId));
  await destroyIds(
    accountId,
    emails.map((email) => email.id),
  );
  await queries.invalidateQueries(all(accountId));
}

/** Remove all that lies in a mailbox for good. */
export async function emptyMailbox(accountId: string, mailboxId: string): Promise<void> {
  for (;;) {
    const args = { accountId, filter: { inMailbox: mailboxId }, limit: MOST };
    const { ids } = await jmap.call<QueryResult>('Email/query', args);
    await destroyIds(accountId, ids);
    if (ids.length < MOST) break;
  }
  await queries.invalidateQueries(all(accountId));
}

/** Take a label away; messages that have no other place go to the archive. */
export async function removeLabel(accountId: string, mailboxId: string): Promise<void> {
  const boxes = await mailboxesNow(accountId);
  for (;;) {
    const batch = jmap.batch();
    const filter = { inMailbox: mailboxId };
    const query = batch.call<QueryResult>('Email/query', { accountId, filter, limit: MOST });
    const emails = batch.call<GetResult<Head>>('Email/get', {
      accountId,
      '#ids': query.ref('/ids'),
      properties: ['mailboxIds', 'keywords'],
    });
    await batch.send();
    const { list } = await emails.result;
    const after = targetsOf({ kind: 'label', mailboxId, value: false }, [list], boxes);
    await write(accountId, present([list], after), after);
    if (list.length < MOST) break;
  }
  checkSet(await jmap.call<SetResult<object>>('Mailbox/set', { accountId, destroy: [mailboxId] }));
  await queries.invalidateQueries(all(accountId));
}
