/** Lists of conversations: a mailbox, a view or a search, read where one looks. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { queries, type ProblemError } from '@/platform/api';
import {
  byCategory,
  byRole,
  FIRST_TAB,
  firstTabFilter,
  hasTabs,
  isCategory,
  isIn,
  isInFirstTab,
  isStarred,
  type Head,
  type Mailbox,
  type Role,
  type Row,
} from '../model/mail';
import { isView } from '../model/place';
import type { Filter } from '../model/search';
import { withTargets, type Targets } from '../model/changes';
import {
  emptyList,
  mapRows,
  PAGE,
  pagesToRead,
  withPage,
  type List,
  type Range,
} from '../model/window';
import { epochOf, pendingTargets } from './pending';
import { readAgain, readFirst, readPage, type Wish } from './rows';

/** What a list is asked for, beyond its mailbox. */
export interface Asked {
  boxId: string;
  query: string;
  isUnreadFirst: boolean;
  isByThread: boolean;
}

/** The key of a list names what belongs into it: a mailbox's id, a view, or a search. */
export const listKey = (accountId: string, asked: Asked): QueryKey => [
  'mail',
  accountId,
  'list',
  asked.boxId,
  asked.query,
  asked.isUnreadFirst,
  asked.isByThread,
];

/** The id behind an address: a role names its mailbox, all else is itself. */
export function boxIdOf(box: string, boxes: readonly Mailbox[], areTabsOn = false): string {
  if (isView(box)) return box;
  if (box === 'inbox' && areTabsOn && hasTabs(boxes)) return FIRST_TAB;
  const tab = isCategory(box) ? byCategory(boxes, box) : undefined;
  return tab?.id ?? byRole(boxes, box as Role)?.id ?? box;
}

export function filterFor(boxId: string, query: string, boxes: readonly Mailbox[]): Filter {
  if (boxId === FIRST_TAB) return firstTabFilter(boxes);
  if (boxId === 'starred') return { hasKeyword: '$flagged' };
  if (boxId === 'search') return { query };
  if (boxId === 'all') {
    const hidden = boxes.filter((box) => box.role === 'junk' || box.role === 'trash');
    return { inMailboxOtherThan: hidden.map((box) => box.id) };
  }
  return { inMailbox: boxId };
}

/** Whether a list has a mailbox or view behind it. */
export const isThere = (boxId: string, boxes: readonly Mailbox[]): boolean =>
  isView(boxId) || boxId === FIRST_TAB || boxes.some((box) => box.id === boxId);

function belongs(email: Head, boxId: string, boxes: readonly Mailbox[]): boolean {
  if (boxId === FIRST_TAB) return isInFirstTab(email, boxes);
  if (boxId === 'starred') return isStarred(email);
  return isView(boxId) || isIn(email, boxId);
}

/** Show what is changing; conversations that no longer belong to the list leave it. */
export function withChanges(
  list: List,
  boxId: string,
  targets: Targets,
  boxes: readonly Mailbox[],
): List {
  if (targets.size === 0) return list;
  return mapRows(list, (row) => {
    if (!row.emails.some((email) => targets.has(email.id))) return row;
    const emails = withTargets(row.emails, targets);
    return emails.some((email) => belongs(email, boxId, boxes)) ? { ...row, emails } : null;
  });
}

export interface ThreadList {
  list: List;
  filter: Filter;
  isLoading: boolean;
  error: ProblemError | null;
  /** Say what is on screen, so that it is read and kept current. */
  see: (range: Range) => void;
  /** Read all of a range; resolves with its rows in order. */
  ensure: (range: Range) => Promise<Row[]>;
  refetch: () => void;
}

const nothing = emptyList('');
const BEAT_MS = 80;
const SEARCHING_MS = 700;
const AHEAD = 20;

/** Reads pages of one list, each once at a time, and puts them into the cache. */
function pageReader(key: QueryKey, wish: Wish, boxId: string, boxes: () => readonly Mailbox[]) {
  const running = new Map<number, Promise<void>>();
  const known = () => queries.getQueryData<List>(key) ?? nothing;
  async function read(page: number): Promise<void> {
    const epoch = epochOf(wish.accountId);
    const found = await readPage(wish, page, known, undefined);
    // What was read before a change landed would bring back what has left.
    if (epoch !== epochOf(wish.accountId)) return read(page);
    const targets = pendingTargets(wish.accountId);
    queries.setQueryData(key, withChanges(withPage(known(), found), boxId, targets, boxes()));
  }
  return (page: number): Promise<void> => {
    const turn = running.get(page) ?? read(page).finally(() => running.delete(page));
    running.set(page, turn);
    return turn;
  };
}

export function useThreadList(
  accountId: string,
  asked: Asked,
  boxes: readonly Mailbox[],
): ThreadList {
  const { boxId, query, isUnreadFirst, isByThread } = asked;
  const seen = useRef<Range>({ first: 0, last: PAGE - 1 });
  const timer = useRef(0);
  const filter = useMemo(() => filterFor(boxId, query, boxes), [boxId, query, boxes]);
  const key = useMemo(
    () => listKey(accountId, { boxId, query, isUnreadFirst, isByThread }),
    [accountId, boxId, query, isUnreadFirst, isByThread],
  );
  const wish = useMemo(
    () => ({ accountId, filter, isUnreadFirst, isByThread }),
    [accountId, filter, isUnreadFirst, isByThread],
  );
  const reader = useMemo(
    () => pageReader(key, wish, boxId, () => boxes),
    [key, wish, boxId, boxes],
  );
  const isReady = accountId !== '' && isThere(boxId, boxes) && boxId !== 'thread';
  const { data, isPending, error, refetch } = useQuery<List, ProblemError>({
    queryKey: key,
    enabled: isReady,
    // Comparing a hundred thousand places at every page costs frames; rows keep their identity anyway.
    structuralSharing: false,
    // While one types on, what was found so far stays in sight.
    placeholderData: (before, query) =>
      boxId === 'search' && query?.queryKey[3] === 'search' ? before : undefined,
    refetchInterval: (it) => (it.state.data?.isComplete === false ? SEARCHING_MS : false),
    queryFn: async ({ signal }) => {
      const known = () => queries.getQueryData<List>(key) ?? nothing;
      const read = known().state
        ? await readAgain(wish, known, seen.current, signal)
        : await readFirst(wish, signal);
      return withChanges(read, boxId, pendingTargets(accountId), boxes);
    },
  });
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const readSeen = useCallback(() => {
    const list = queries.getQueryData<List>(key);
    if (!list) return;
    const range = { first: seen.current.first - AHEAD, last: seen.current.last + AHEAD };
    for (const page of pagesToRead(list, range)) void reader(page).catch(() => undefined);
  }, [key, reader]);
  const see = useCallback(
    (range: Range) => {
      seen.current = range;
      // While one scrolls on, what is in sight is read at every beat, not only at the end.
      timer.current ||= window.setTimeout(() => {
        timer.current = 0;
        readSeen();
      }, BEAT_MS);
    },
    [readSeen],
  );
  const ensure = useCallback(
    async (range: Range) => {
      const list = queries.getQueryData<List>(key) ?? nothing;
      for (const page of pagesToRead(list, range)) await reader(page);
      const now = queries.getQueryData<List>(key) ?? nothing;
      const leads = now.leads.slice(range.first, range.last + 1);
      return leads.flatMap((lead) => now.rows.get(lead) ?? []);
    },
    [key, reader],
  );
  return {
    list: data ?? nothing,
    filter,
    isLoading: isPending,
    error,
    see,
    ensure,
    refetch: () => void refetch(),
  };
}
