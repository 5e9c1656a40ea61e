/** A list of conversations with what one can do to it. */
import { useEffect, useState } from 'react';
import { useTranslation } from '@/platform/i18n';
import { QueryState, usePhone, useSelection, type Selection } from '@/ui';
import { isThere, useThreadList } from '@/apps/mail/client/lists';
import { useMailSettings } from '@/apps/mail/client/settings';
import type { Row } from '@/apps/mail/model/mail';
import { positionOf, rowAt, rowsOf } from '@/apps/mail/model/window';
import type { Every } from '../every';
import { useMail } from '../MailContext';
import { useTitle } from '../useTitle';
import { CategoryTabs } from './CategoryTabs';
import { EmptyNow } from './EmptyNow';
import { JobLine } from './JobLine';
import { ListToolbar } from './ListToolbar';
import { memoryOf } from './memory';
import { Nothing } from './Nothing';
import { SearchChips } from './SearchChips';
import { SearchState } from './SearchState';
import { SelectAll } from './SelectAll';
import { SelectionBar } from './SelectionBar';
import { ThreadGrid } from './ThreadGrid';
import { WriteButton } from './WriteButton';
import { useListKeys } from './useListKeys';
import { useOrder } from './useOrder';

/** What is chosen: rows by hand, or everything that the list holds. */
function useChoice(rows: readonly Row[], selection: Selection, every: Every) {
  const [isEvery, setEvery] = useState(false);
  const chosen = rows.filter((row) => selection.has(row.id));
  // Taking one row out again means the rows, not everything.
  const isAll = isEvery && chosen.length > 0 && chosen.length === rows.length;
  return { chosen, every: isAll ? every : null, setEvery };
}

export function ListView({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId, place } = useMail();
  const title = useTitle();
  const isPhone = usePhone();
  const order = useOrder();
  const threads = useThreadList(account.id, { boxId, query: place.query, ...order }, boxes);
  const { list } = threads;
  const selection = useSelection();
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  const [cursor, setCursor] = useState(place.thread || memory.cursor);
  const rows = rowsOf(list);
  const total = list.leads.length;
  const choice = useChoice(rows, selection, { filter: threads.filter, total });
  const { density } = useMailSettings();
  const listId = `${account.id} ${boxId} ${place.query}`;
  const [shownList, setShownList] = useState(listId);
  // Another list: what was chosen in the one before means nothing here.
  if (shownList !== listId) {
    setShownList(listId);
    setCursor(place.thread || memory.cursor);
    selection.clear();
    choice.setEvery(false);
  }
  const move = (row: Row | undefined) => {
    memory.cursor = row?.id ?? '';
    setCursor(memory.cursor);
  };
  const current = isNarrow && place.thread ? place.thread : cursor;
  const at = positionOf(list, current);

  async function extendTo(position: number): Promise<void> {
    const anchor = positionOf(list, selection.anchor);
    const [first, last] = [anchor < 0 ? position : anchor, position].sort((a, b) => a - b);
    const range = { first: first ?? 0, last: last ?? 0 };
    const between = await threads.ensure(range);
    const target = rowAt(list, position) ?? between.at(anchor < position ? -1 : 0);
    if (target) {
      selection.extendTo(
        target.id,
        between.map((row) => row.id),
      );
    }
  }
  useListKeys({ threads, rows, choice, at, onCursor: move, selection, isPane: isNarrow });
  useEffect(() => {
    const isTyping = document.activeElement?.matches('input, textarea, [contenteditable=true]');
    if (!isTyping) document.getElementById('mail-list')?.focus({ preventScroll: true });
  }, [listId]);
  // Some mailboxes are only made when something first goes there.
  const isMissing = boxes.length > 0 && !isThere(boxId, boxes);
  const bar = (
    <SelectionBar choice={choice} selection={selection} total={total} isBottom={isPhone} />
  );
  return (
    <>
      <ListToolbar title={title} rows={rows} selection={selection} choice={choice}>
        {choice.chosen.length > 0 && !isPhone && bar}
      </ListToolbar>
      {place.box === 'search' && <SearchChips />}
      <CategoryTabs />
      <JobLine />
      <SelectAll choice={choice} total={total} shown={rows.length} onClear={selection.clear} />
      <EmptyNow isEmpty={total === 0} />
      {place.box === 'search' && <SearchState list={list} isLoading={threads.isLoading} />}
      <QueryState
        query={{ ...threads, isLoading: threads.isLoading && !isMissing }}
        isEmpty={total === 0}
        empty={<Nothing isDone={list.isComplete} />}
      >
        <ThreadGrid
          key={`${listId} ${density}`}
          threads={threads}
          label={title || t('app')}
          selection={selection}
          at={at}
          onCursor={move}
          onExtend={(position) => void extendTo(position)}
          isNarrow={isNarrow}
        />
      </QueryState>
      {choice.chosen.length > 0 && isPhone && bar}
      {choice.chosen.length === 0 && isPhone && <WriteButton />}
    </>
  );
}

export type Choice = ReturnType<typeof useChoice>;
