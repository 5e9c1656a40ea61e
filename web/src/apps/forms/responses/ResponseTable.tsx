/**
 * The responses as a grid of any length: drawn only where visible, arrows move, Enter opens. On
 * phones each response is a row of two lines.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from '@/platform/i18n';
import { usePhone, When } from '@/ui';
import type { ResponseRow } from '../client/responses';
import type { Column } from './columns';
import classes from './responses.module.css';

interface Props {
  rows: readonly ResponseRow[];
  columns: readonly Column[];
  label: string;
  showsWho: boolean;
  activeId: string;
  onOpen: (id: string) => void;
  onEndReached: () => void;
}

const END_NEAR = 20;
const whoOf = (row: ResponseRow) => row.respondent.name || row.respondent.email;

export function ResponseTable(props: Props) {
  const { rows, columns, activeId, onOpen, onEndReached } = props;
  const { t } = useTranslation('forms');
  const isPhone = usePhone();
  const scroller = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isPhone ? 60 : 36),
    overscan: 10,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const visible = virtual.getVirtualItems();
  const isNearEnd = (visible.at(-1)?.index ?? 0) >= rows.length - END_NEAR;
  useEffect(() => {
    if (isNearEnd) onEndReached();
  }, [isNearEnd, rows.length, onEndReached]);

  function mark(index: number): void {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setMarked(next);
    virtual.scrollToIndex(next);
    const row = rows[next];
    if (activeId && row) onOpen(row.id);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = rows[marked];
    if (event.key === 'ArrowDown' || event.key === 'j') mark(marked + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') mark(marked - 1);
    else if (event.key === 'Home') mark(0);
    else if (event.key === 'End') mark(rows.length - 1);
    else if (event.key === 'Enter' && row) onOpen(row.id);
    else return;
    event.preventDefault();
  }

  const shown = isPhone ? [] : columns;
  const hasWho = props.showsWho && rows.some(whoOf);
  return (
    <div
      ref={scroller}
      className={classes.grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={rows[marked] ? `response-${rows[marked].id}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.headRow} role="row" data-phone={isPhone || undefined}>
        <span role="columnheader" className={classes.timeCell}>
          {t('time')}
        </span>
        {hasWho && !isPhone && (
          <span role="columnheader" className={classes.cell}>
            {t('who')}
          </span>
        )}
        {shown.map((column) => (
          <span key={column.id} role="columnheader" className={classes.cell} title={column.label}>
            {column.label}
          </span>
        ))}
        {isPhone && <span role="columnheader">{t('answers')}</span>}
      </div>
      <div role="rowgroup" className={classes.canvas} style={{ height: virtual.getTotalSize() }}>
        {visible.map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <div
              key={item.key}
              id={`response-${row.id}`}
              role="row"
              aria-rowindex={item.index + 2}
              aria-selected={row.id === activeId}
              className={classes.row}
              data-phone={isPhone || undefined}
              data-active={row.id === activeId || undefined}
              data-marked={item.index === marked || undefined}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={() => {
                setMarked(item.index);
                onOpen(row.id);
              }}
            >
              <span role="gridcell" className={classes.timeCell}>
                <When at={row.created_at} />
              </span>
              {hasWho && !isPhone && (
                <span role="gridcell" className={classes.cell}>
                  {whoOf(row)}
                </span>
              )}
              {shown.map((column) => (
                <span
                  key={column.id}
                  role="gridcell"
                  className={classes.cell}
                  title={row.cells[column.id] ?? ''}
                >
                  {row.cells[column.id] ?? ''}
                </span>
              ))}
              {isPhone && <Lines row={row} columns={columns} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function Lines({ row, columns }: { row: ResponseRow; columns: readonly Column[] }) {
  const written = columns.map((it) => row.cells[it.id]).filter(Boolean);
  const [first = '', ...rest] = whoOf(row) ? [whoOf(row), ...written] : written;
  return (
    <span role="gridcell" className={classes.lines}>
      <strong>{first}</strong>
      <span>{rest.join(' · ')}</span>
    </span>
  );
}
