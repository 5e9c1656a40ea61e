/** One row of tools; those that have no room go behind "More". Arrow keys go from tool to tool. */
import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ActionIcon, Popover } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import classes from './toolbar.module.css';

export interface ToolGroup {
  id: string;
  tools: ReactNode;
}

const MORE_PX = 44;

/** How many groups fit; their widths are kept from when all were shown. */
function useFitting(groups: readonly ToolGroup[]) {
  const row = useRef<HTMLDivElement>(null);
  const widths = useRef<number[]>([]);
  const [count, setCount] = useState(groups.length);
  useLayoutEffect(() => {
    const box = row.current;
    if (!box) return undefined;
    const fit = () => {
      const shown = [...box.querySelectorAll<HTMLElement>(':scope > [data-group]')];
      shown.forEach((group, index) => (widths.current[index] = group.offsetWidth));
      setCount(fitting(widths.current, box.clientWidth));
    };
    const watcher = new ResizeObserver(fit);
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  return { row, count };
}

function fitting(widths: readonly number[], room: number): number {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (whole <= room) return widths.length;
  let used = MORE_PX;
  return Math.max(
    1,
    widths.findIndex((width) => (used += width) > room),
  );
}

function onArrow(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  const here = event.target;
  if (by === 0 || !(here instanceof HTMLElement) || here.tagName === 'INPUT') return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled), input'),
  ];
  const next = stops[(stops.indexOf(here) + by + stops.length) % stops.length];
  event.preventDefault();
  next?.focus();
}

export function ToolRow({ label, groups }: { label: string; groups: readonly ToolGroup[] }) {
  const { t } = useTranslation('docs');
  const { row, count } = useFitting(groups);
  const hidden = groups.slice(count);
  return (
    <div ref={row} className={classes.row} role="toolbar" aria-label={label} onKeyDown={onArrow}>
      {groups.slice(0, count).map((group) => (
        <div key={group.id} className={classes.group} data-group>
          {group.tools}
        </div>
      ))}
      {hidden.length > 0 && (
        <Popover position="bottom-end" withinPortal>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              className={classes.more ?? ''}
              aria-label={t('more')}
            >
              <IconDotsVertical size={18} stroke={1.75} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown className={classes.overflow ?? ''}>
            {hidden.map((group) => (
              <div key={group.id} className={classes.group}>
                {group.tools}
              </div>
            ))}
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}
