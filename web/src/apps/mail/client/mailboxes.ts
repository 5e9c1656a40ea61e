/** Mailboxes and labels of an account, with their counters. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { ProblemError } from '@/platform/api';
import { queries } from '@/platform/api';
import { jmap, type SetResult } from '@/platform/jmap';
import type { Mailbox } from '../model/mail';
import { checkSet } from './setErrors';

export const mailboxesQuery = (accountId: string) =>
  queryOptions<Mailbox[], ProblemError>({
    queryKey: ['mail', accountId, 'boxes'],
    queryFn: async ({ signal }) =>
      (await jmap.call<{ list: Mailbox[] }>('Mailbox/get', { accountId, ids: null }, signal)).list,
    enabled: accountId !== '',
  });

const none: Mailbox[] = [];
export const useMailboxes = (accountId: string): Mailbox[] =>
  useQuery(mailboxesQuery(accountId)).data ?? none;

export const mailboxesNow = (accountId: string): Promise<Mailbox[]> =>
  queries.ensureQueryData(mailboxesQuery(accountId));

/** What the person may say about a label. */
export interface LabelWish {
  name?: string;
  color?: string;
  parentId?: string | null;
}

async function setMailbox(
  accountId: string,
  args: Record<string, unknown>,
): Promise<SetResult<Mailbox>> {
  const set = checkSet(await jmap.call<SetResult<Mailbox>>('Mailbox/set', { accountId, ...args }));
  await queries.invalidateQueries({ queryKey: ['mail', accountId] });
  return set;
}

/** Make a label; resolves with its id. */
export async function createLabel(accountId: string, wish: LabelWish): Promise<string> {
  const { created } = await setMailbox(accountId, { create: { new: wish } });
  return created?.new?.id ?? '';
}

export async function changeLabel(accountId: string, id: string, wish: LabelWish): Promise<void> {
  await setMailbox(accountId, { update: { [id]: wish } });
}
