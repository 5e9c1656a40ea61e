/**
 * The conversations as an ARIA grid, drawn only where visible. The grid itself has the focus and
 * names the row under the cursor; what a row holds is reached by keys.
 */
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { usePhone, type Selection } from '@/ui';
import { prefetchThread } from '@/apps/mail/client/threads';
import { isDraft, isUnread, type Row } from '@/apps/mail/model/mail';
import { dragRows } from '../dragging';
import { useMail } from '../MailContext';
import { ThreadRow } from './ThreadRow';
import { memoryOf } from './memory';
import { useOpenRow } from './useOpenRow';
import classes from './list.module.css';

interface Props {
  rows: readonly Row[];
  label: string;
  selection: Selection;
  cursor: string;
  onCursor: (id: string) => void;
  onMore: () => void;
}

const END_NEAR = 15;
const moves: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  Home: () => 0,
  End: (_, last) => last,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
};
const isControl = (target: EventTarget) =>
  target instanceof Element && target.closest('a, button, input, label') !== null;

export function ThreadGrid(props: Props) {
  const { rows, selection, cursor, onCursor, onMore } = props;
  const { account, boxId, place } = useMail();
  const isPhone = usePhone();
  const open = useOpenRow();
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? 76 : 40),
    overscan: 10,
    initialOffset: memory.offset,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  useEffect(() => {
    view.measure();
  }, [isPhone, view]);
  const visible = view.getVirtualItems();
  const isNearEnd = (visible.at(-1)?.index ?? 0) >= rows.length - END_NEAR;
  useEffect(() => {
    if (isNearEnd && rows.length > 0) onMore();
  }, [isNearEnd, rows.length, onMore]);

  const at = rows.findIndex((row) => row.id === cursor);
  useEffect(() => {
    if (at >= 0) view.scrollToIndex(at);
  }, [at, view]);

  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const row = rows[at];
    if (move) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, move(at, rows.length - 1)))];
      if (next && event.shiftKey)
        selection.extendTo(
          next.id,
          rows.map((it) => it.id),
        );
      if (next) onCursor(next.id);
    } else if (row && event.key === 'Enter') open(row);
    else if (row && event.key === ' ') selection.toggle(row.id);
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent, row: Row): void {
    if (isControl(event.target)) return;
    onCursor(row.id);
    if (event.shiftKey)
      selection.extendTo(
        row.id,
        rows.map((it) => it.id),
      );
    else if (event.ctrlKey || event.metaKey) selection.toggle(row.id);
    else if (isPhone && selection.ids.size > 0) selection.toggle(row.id);
    else open(row);
  }

  return (
    <div
      ref={scroller}
      id="mail-list"
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length}
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `mail-${cursor}` : undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => (memory.offset = event.currentTarget.scrollTop)}
    >
      <div className={classes.canvas} style={{ height: view.getTotalSize() }} role="rowgroup">
        {visible.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              id={`mail-${row.id}`}
              className={classes.row}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={selection.has(row.id)}
              data-unread={row.emails.some(isUnread) || undefined}
              data-cursor={row.id === cursor || undefined}
              data-selected={selection.has(row.id) || undefined}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              draggable={!isPhone}
              onDragStart={(event) => {
                const chosen = selection.has(row.id)
                  ? rows.filter((it) => selection.has(it.id))
                  : [row];
                dragRows(event, chosen);
              }}
              onMouseEnter={() =>
                prefetchThread(
                  account.id,
                  row.emails.filter((it) => !isDraft(it)),
                )
              }
              onClick={(event) => onClick(event, row)}
            >
              <ThreadRow row={row} selection={selection} order={rows} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
