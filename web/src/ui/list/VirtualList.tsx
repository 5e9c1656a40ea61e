/**
 * A list of any length, drawn only where it is visible, that follows the ARIA listbox pattern:
 * arrows and j/k move, Home/End jump, Enter opens, Space selects, shift extends the selection.
 */
import { useEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { denseHeight, useDensity } from './density';
import type { Selection } from './useSelection';
import classes from './VirtualList.module.css';

interface Props<T> {
  items: readonly T[];
  label: string;
  idOf: (item: T) => string;
  /** The content of a row; the row's box, focus and selection belong to the list. */
  renderRow: (item: T, index: number) => ReactNode;
  rowHeight?: number;
  selection?: Selection;
  /** The row that is open in the panel or marked by the keyboard. */
  activeId?: string | undefined;
  onActivate?: (item: T) => void;
  onOpen?: (item: T) => void;
  /** Called when the end comes near. */
  onEndReached?: () => void;
  /** Shown above the rows and scrolls with them not. */
  head?: ReactNode;
  /** Keys the list does not know; return true when handled. */
  onRowKey?: (event: KeyboardEvent, item: T) => boolean;
  rowProps?: (item: T) => Record<string, unknown>;
  /** A tree hands each row its aria-level by `rowProps`. */
  role?: 'listbox' | 'tree';
  /** Names the part that begins with this item; null where it goes on. */
  headingOf?: ((item: T, before: T | undefined) => string | null) | undefined;
}

const END_NEAR = 12;
const HEADING_PX = 36;
const moves: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index) => index + 1,
  j: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  k: (index) => index - 1,
  Home: () => 0,
  End: (_, last) => last,
  PageDown: (index) => index + 10,
  PageUp: (index) => index - 10,
};

export function VirtualList<T>(props: Props<T>) {
  const { items, idOf, selection, onEndReached, role = 'listbox' } = props;
  const rowHeight = denseHeight(props.rowHeight ?? 36, useDensity());
  const scroller = useRef<HTMLDivElement>(null);
  const headingAt = (index: number): string | null => {
    const item = items[index];
    return (item !== undefined && props.headingOf?.(item, items[index - 1])) || null;
  };
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight + (headingAt(index) ? HEADING_PX : 0),
    overscan: 8,
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : idOf(item);
    },
  });
  const visible = rows.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  const isNearEnd = items.length > 0 && lastVisible >= items.length - END_NEAR;
  useEffect(() => {
    if (isNearEnd) onEndReached?.();
  }, [isNearEnd, items.length, onEndReached]);

  const activeIndex = items.findIndex((item) => idOf(item) === props.activeId);
  // Who comes back to a list finds it where it was left.
  const { current: first } = useRef({ rows, activeIndex });
  useEffect(() => {
    if (first.activeIndex > 0) first.rows.scrollToIndex(first.activeIndex, { align: 'center' });
  }, [first]);

  function activate(index: number, extend: boolean): void {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item === undefined) return;
    rows.scrollToIndex(items.indexOf(item));
    if (extend) selection?.extendTo(idOf(item), items.map(idOf));
    props.onActivate?.(item);
  }

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget) return;
    const move = moves[event.key];
    const item = items[activeIndex];
    if (move && !event.ctrlKey && !event.metaKey)
      activate(move(activeIndex, items.length - 1), event.shiftKey);
    else if (item === undefined) return;
    else if (event.key === 'Enter') props.onOpen?.(item);
    else if (event.key === ' ' || event.key === 'x') selection?.toggle(idOf(item));
    else if (!props.onRowKey?.(event, item)) return;
    event.preventDefault();
  }

  function onClick(event: MouseEvent, item: T): void {
    if (event.shiftKey && selection) selection.extendTo(idOf(item), items.map(idOf));
    else if ((event.ctrlKey || event.metaKey) && selection) selection.toggle(idOf(item));
    else props.onActivate?.(item);
  }

  return (
    <div className={classes.frame}>
      {props.head}
      <div
        ref={scroller}
        className={classes.scroller}
        role={role}
        tabIndex={0}
        aria-label={props.label}
        aria-multiselectable={selection ? true : undefined}
        aria-activedescendant={props.activeId ? `row-${props.activeId}` : undefined}
        onKeyDown={onKeyDown}
      >
        <div className={classes.canvas} style={{ height: rows.getTotalSize() }} role="presentation">
          {visible.map((row) => {
            const item = items[row.index];
            if (item === undefined) return null;
            const id = idOf(item);
            const heading = headingAt(row.index);
            const top = row.start + (heading ? HEADING_PX : 0);
            return [
              heading && (
                <div
                  key={`${row.key} heading`}
                  className={classes.heading}
                  role="presentation"
                  style={{ height: HEADING_PX, transform: `translateY(${row.start}px)` }}
                >
                  {heading}
                </div>
              ),
              <div
                key={row.key}
                id={`row-${id}`}
                className={classes.row}
                role={role === 'tree' ? 'treeitem' : 'option'}
                aria-selected={selection ? selection.has(id) : id === props.activeId}
                aria-setsize={role === 'tree' ? undefined : items.length}
                aria-posinset={role === 'tree' ? undefined : row.index + 1}
                data-active={id === props.activeId || undefined}
                data-selected={selection?.has(id) || undefined}
                style={{ height: rowHeight, transform: `translateY(${top}px)` }}
                onClick={(event) => onClick(event, item)}
                onDoubleClick={() => props.onOpen?.(item)}
                {...props.rowProps?.(item)}
              >
                {props.renderRow(item, row.index)}
              </div>,
            ];
          })}
        </div>
      </div>
    </div>
  );
}
