/** Choose how many rows and columns a new table has; with arrow keys too. */
import { useState, type KeyboardEvent } from 'react';
import { Menu } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import classes from './menu.module.css';

const SIDE = 8;
const cells = Array.from({ length: SIDE * SIDE }, (_, index) => ({
  row: Math.floor(index / SIDE) + 1,
  column: (index % SIDE) + 1,
}));

export function TableGrid({ onPick }: { onPick: (rows: number, columns: number) => unknown }) {
  const { t } = useTranslation('docs');
  const [at, setAt] = useState({ row: 3, column: 3 });

  function onKeyDown(event: KeyboardEvent): void {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    const step = steps[event.key];
    if (!step) return;
    if (event.key === 'ArrowLeft' && at.column === 1) return;
    event.preventDefault();
    event.stopPropagation();
    const within = (value: number) => Math.min(SIDE, Math.max(1, value));
    setAt({ row: within(at.row + step[0]), column: within(at.column + step[1]) });
  }

  return (
    <Menu.Item
      className={classes.gridItem ?? ''}
      aria-label={t('table.insert', { rows: at.row, columns: at.column })}
      onKeyDown={onKeyDown}
      onClick={() => onPick(at.row, at.column)}
    >
      <span className={classes.grid} aria-hidden>
        {cells.map((cell) => (
          <span
            key={`${cell.row}-${cell.column}`}
            className={classes.cell}
            data-on={(cell.row <= at.row && cell.column <= at.column) || undefined}
            onMouseEnter={() => setAt(cell)}
          />
        ))}
      </span>
      <span className={classes.gridWords}>
        {at.row} × {at.column}
      </span>
    </Menu.Item>
  );
}
