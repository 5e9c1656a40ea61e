/**
 * The conversations as an ARIA grid, drawn only where visible. The grid itself has the focus and
 * names the row under the cursor; what a row holds is reached by keys.
 */
import { useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { usePhone, type Selection } from '@/ui';
import type { ThreadList } from '@/apps/mail/client/lists';
import { useMailSettings } from '@/apps/mail/client/settings';
import { prefetchThread } from '@/apps/mail/client/threads';
import { isDraft, isUnread, type Row } from '@/apps/mail/model/mail';
import { rowAt } from '@/apps/mail/model/window';
import { dragRows } from '../dragging';
import { useMail } from '../MailContext';
import { ThreadRow } from './ThreadRow';
import { memoryOf } from './memory';
import { rowHeight } from './rowHeight';
import { useOpenRow } from './useOpenRow';
import { useSteadyScroll } from './useSteadyScroll';
import { useSwipe } from './useSwipe';
import classes from './list.module.css';

interface Props {
  threads: ThreadList;
  label: string;
  selection: Selection;
  /** Where the cursor stands; -1 for nowhere. */
  at: number;
  onCursor: (row: Row) => void;
  /** Choose all from the row touched last to this position. */
  onExtend: (position: number) => void;
  isNarrow: boolean;
}

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
  const { threads, selection, at, onCursor, onExtend, isNarrow } = props;
  const { account, boxId, place } = useMail();
  const { list, see, ensure } = threads;
  const isPhone = usePhone();
  const isTall = isPhone || isNarrow;
  const height = rowHeight(useMailSettings().density, isTall);
  const open = useOpenRow();
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const count = list.leads.length;
  const view = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    initialOffset: memory.offset,
    getItemKey: (index) => rowAt(list, index)?.id ?? index,
  });
  useEffect(() => {
    view.measure();
  }, [height, view]);
  useSteadyScroll({ list, scroller, canvas, height });
  const visible = view.getVirtualItems();
  const [first, last] = [visible[0]?.index ?? 0, visible.at(-1)?.index ?? 0];
  useEffect(() => {
    see({ first, last });
  }, [first, last, see, list]);
  const swipe = useSwipe();

  const shownAt = useRef(-1);
  useEffect(() => {
    if (at >= 0 && at !== shownAt.current) view.scrollToIndex(at);
    shownAt.current = at;
  }, [at, view]);

  async function moveTo(position: number, isExtending: boolean): Promise<void> {
    const target = Math.max(0, Math.min(count - 1, position));
    const [row] = await ensure({ first: target, last: target });
    if (!row) return;
    if (isExtending) onExtend(target);
    onCursor(row);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const move = moves[event.key];
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
    const row = rowAt(list, at);
    if (move) void moveTo(move(at, count - 1), event.shiftKey);
    else if (row && event.key === 'Enter') open(row);
    else if (row && event.key === ' ') selection.toggle(row.id);
    else return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent, row: Row, position: number): void {
    if (isControl(event.target) || swipe.hasMoved()) return;
    if (event.shiftKey) onExtend(position);
    else if (event.ctrlKey || event.metaKey) selection.toggle(row.id);
    else if (isPhone && selection.ids.size > 0) selection.toggle(row.id);
    else open(row);
    onCursor(row);
  }

  const current = rowAt(list, at);
  const isDrawn = visible.some((item) => item.index === at);
  return (
    <div
      ref={scroller}
      id="mail-list"
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count}
      aria-multiselectable
      aria-activedescendant={current && isDrawn ? `mail-${current.id}` : undefined}
      data-tall={isTall || undefined}
      onKeyDown={onKeyDown}
      onScroll={(event) => (memory.offset = event.currentTarget.scrollTop)}
    >
      <div
        ref={canvas}
        className={classes.canvas}
        style={{ height: view.getTotalSize() }}
        role="rowgroup"
      >
        {visible.map((item) => {
          const row = rowAt(list, item.index);
          const style = { height, transform: `translateY(${item.start}px)` };
          if (!row) {
            return (
              <div
                key={item.key}
                className={classes.row}
                role="row"
                aria-rowindex={item.index + 1}
                style={style}
                data-waiting
              >
                <span role="gridcell" aria-busy className={classes.blank} />
              </div>
            );
          }
          return (
            <div
              key={item.key}
              id={`mail-${row.id}`}
              className={classes.row}
              role="row"
              aria-rowindex={item.index + 1}
              aria-selected={selection.has(row.id)}
              data-unread={row.emails.some(isUnread) || undefined}
              data-cursor={item.index === at || undefined}
              data-open={row.id === place.thread || undefined}
              data-selected={selection.has(row.id) || undefined}
              style={style}
              draggable={!isPhone}
              onDragStart={(event) => {
                const chosen = selection.has(row.id)
                  ? [...list.rows.values()].filter((it) => selection.has(it.id))
                  : [row];
                dragRows(event, chosen);
              }}
              onMouseEnter={() =>
                prefetchThread(
                  account.id,
                  row.emails.filter((it) => !isDraft(it)),
                )
              }
              onClick={(event) => onClick(event, row, item.index)}
              {...(isPhone ? swipe.handlers(row, () => selection.toggle(row.id)) : {})}
            >
              <ThreadRow
                row={row}
                isTall={isTall}
                selection={selection}
                onExtend={() => onExtend(item.index)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
