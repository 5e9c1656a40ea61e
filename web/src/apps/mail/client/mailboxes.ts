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

async function setMailbox(accountId: string, args: Record<string, unknown>): Promise<void> {
  checkSet(await jmap.call<SetResult<Mailbox>>('Mailbox/set', { accountId, ...args }));
  await queries.invalidateQueries({ queryKey: ['mail', accountId] });
}

export const createLabel = (accountId: string, name: string, color: string): Promise<void> =>
  setMailbox(accountId, { create: { new: { name, color } } });

export const changeLabel = (
  accountId: string,
  id: string,
  patch: { name?: string; color?: string },
): Promise<void> => setMailbox(accountId, { update: { [id]: patch } });
