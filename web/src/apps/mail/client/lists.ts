/** Lists of conversations: a mailbox, a view or a search, growing as one scrolls. */
import { useCallback, useRef } from 'react';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { queries, type ProblemError } from '@/platform/api';
import {
  byRole,
  isIn,
  isStarred,
  type Head,
  type Mailbox,
  type Role,
  type Row,
} from '../model/mail';
import { isView } from '../model/place';
import { filterOf, type Filter } from '../model/search';
import { withTargets, type Targets } from '../model/changes';
import { pendingTargets } from './pending';
import { PAGE, readAgain, readFirst, type List } from './rows';

/** The key of a list names what belongs into it: a mailbox's id, a view, or a search. */
export const listKey = (accountId: string, box: string, query = ''): QueryKey => [
  'mail',
  accountId,
  'list',
  box,
  query,
];

/** The id behind an address: a role names its mailbox, all else is itself. */
export function boxIdOf(box: string, boxes: readonly Mailbox[]): string {
  return isView(box) ? box : (byRole(boxes, box as Role)?.id ?? box);
}

function filterFor(boxId: string, query: string, boxes: readonly Mailbox[]): Filter {
  if (boxId === 'starred') return { hasKeyword: '$flagged' };
  if (boxId === 'search' || boxId === 'all') return filterOf(query, boxes);
  return { inMailbox: boxId };
}

function belongs(email: Head, boxId: string): boolean {
  if (boxId === 'starred') return isStarred(email);
  return isView(boxId) || isIn(email, boxId);
}

/** Show what is changing; conversations that no longer belong to the list leave it. */
export function withChanges(list: List, boxId: string, targets: Targets): List {
  if (targets.size === 0) return list;
  const rows = list.rows.flatMap((row) => {
    if (!row.emails.some((email) => targets.has(email.id))) return [row];
    const emails = withTargets(row.emails, targets);
    return emails.some((email) => belongs(email, boxId)) ? [{ ...row, emails }] : [];
  });
  return { ...list, rows };
}

export interface ThreadList {
  rows: Row[];
  isLoading: boolean;
  error: ProblemError | null;
  hasMore: boolean;
  more: () => void;
  refetch: () => void;
}

const nothing: Row[] = [];

export function useThreadList(
  accountId: string,
  boxId: string,
  query: string,
  boxes: readonly Mailbox[],
): ThreadList {
  const key = listKey(accountId, boxId, query);
  const wanted = useRef(PAGE);
  const isReady = accountId !== '' && boxes.length > 0 && boxId !== 'thread';
  const list = useQuery<List, ProblemError>({
    queryKey: key,
    enabled: isReady,
    queryFn: async ({ signal }) => {
      const before = queries.getQueryData<List>(key);
      const filter = filterFor(boxId, query, boxes);
      const size = Math.max(before?.wanted ?? PAGE, wanted.current);
      const read = before
        ? await readAgain(accountId, filter, before, size, signal)
        : await readFirst(accountId, filter, signal);
      return withChanges(read, boxId, pendingTargets(accountId));
    },
  });
  const { data, isFetching, refetch } = list;
  const hasMore = data?.hasMore ?? false;
  const more = useCallback(() => {
    if (!hasMore || isFetching || !data) return;
    wanted.current = data.wanted + PAGE;
    void refetch();
  }, [hasMore, isFetching, data, refetch]);
  return {
    rows: data?.rows ?? nothing,
    isLoading: list.isPending,
    error: list.error,
    hasMore,
    more,
    refetch: () => void refetch(),
  };
}
