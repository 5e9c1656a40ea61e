/**
 * The conversations as an ARIA grid, drawn only where visible. The grid itself has the focus and
 * names the row under the cursor; what a row holds is reached by keys.
 */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { usePhone, type Selection } from '@/ui';
import type { ThreadList } from '@/apps/mail/client/lists';
import { useMailSettings } from '@/apps/mail/client/settings';
import { prefetchThread } from '@/apps/mail/client/threads';
import { isDraft, isUnread, type Row } from '@/apps/mail/model/mail';
import { positionOf, rowAt } from '@/apps/mail/model/window';
import { dragRows } from '../dragging';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import { RowActsContext, type RowActs } from './RowActs';
import { ThreadRow } from './ThreadRow';
import { memoryOf } from './memory';
import { rowHeight } from './rowHeight';
import { useOpenRow } from './useOpenRow';
import { useSteadyScroll } from './useSteadyScroll';
import { useSwipe } from './useSwipe';
import { useVisible } from './useVisible';
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

/** The acts of rows, the same functions for as long as the list is on screen. */
function useActs(threads: ThreadList, selection: Selection, onExtend: Props['onExtend']): RowActs {
  const verbs = useVerbs();
  const now = useRef({ threads, selection, onExtend, verbs });
  useEffect(() => {
    now.current = { threads, selection, onExtend, verbs };
  });
  return useMemo(
    () => ({
      choose: (row, isExtending) =>
        isExtending
          ? now.current.onExtend(positionOf(now.current.threads.list, row.id))
          : now.current.selection.toggle(row.id),
      star: (row, value) => now.current.verbs.star([row.emails], value),
      important: (row, value) => now.current.verbs.important([row.emails], value),
    }),
    [],
  );
}

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
  const { range, look, reveal } = useVisible({ scroller, count, height, offset: memory.offset });
  useSteadyScroll({ list, scroller, canvas, height });
  useEffect(() => {
    see(range);
  }, [range, see, list]);
  const [hovered, setHovered] = useState('');
  const acts = useActs(threads, selection, onExtend);
  const swipe = useSwipe();

  const shownAt = useRef(-1);
  useEffect(() => {
    if (at >= 0 && at !== shownAt.current) reveal(at);
    shownAt.current = at;
  }, [at, reveal]);

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
  const isDrawn = at >= range.first && at <= range.last;
  const drawn = Array.from(
    { length: Math.max(0, range.last - range.first + 1) },
    (_, index) => range.first + index,
  );
  return (
    <RowActsContext value={acts}>
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
        onMouseLeave={() => setHovered('')}
        onScroll={(event) => {
          memory.offset = event.currentTarget.scrollTop;
          look();
        }}
      >
        <div
          ref={canvas}
          className={classes.canvas}
          style={{ height: count * height }}
          role="rowgroup"
        >
          {drawn.map((position) => {
            const row = rowAt(list, position);
            const style = { height, transform: `translateY(${position * height}px)` };
            if (!row) {
              return (
                <div
                  key={position}
                  className={classes.row}
                  role="row"
                  aria-rowindex={position + 1}
                  style={style}
                  data-waiting
                >
                  <span role="gridcell" aria-busy className={classes.blank} />
                </div>
              );
            }
            return (
              <div
                key={row.id}
                id={`mail-${row.id}`}
                className={classes.row}
                role="row"
                aria-rowindex={position + 1}
                aria-selected={selection.has(row.id)}
                data-unread={row.emails.some(isUnread) || undefined}
                data-cursor={position === at || undefined}
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
                onMouseEnter={() => {
                  setHovered(row.id);
                  prefetchThread(
                    account.id,
                    row.emails.filter((it) => !isDraft(it)),
                  );
                }}
                onClick={(event) => onClick(event, row, position)}
                {...(isPhone ? swipe.handlers(row, () => selection.toggle(row.id)) : {})}
              >
                <ThreadRow
                  row={row}
                  isTall={isTall}
                  isChosen={selection.has(row.id)}
                  isActive={row.id === hovered}
                />
              </div>
            );
          })}
        </div>
      </div>
    </RowActsContext>
  );
}
