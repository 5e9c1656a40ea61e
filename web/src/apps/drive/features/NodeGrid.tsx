/** Files and folders as cards, drawn only where they are visible; the arrows move both ways. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { Node } from '../client/nodes';
import { useNodeProps } from './nodeProps';
import { Badges, Mark, More } from './NodeRow';
import { Thumbnail } from './Thumbnail';
import type { Browsing } from './useBrowsing';
import classes from './grid.module.css';

const CARD_PX = 200;
const GAP_PX = 12;
const ROW_PX = 196;

interface Props {
  browsing: Browsing;
  label: string;
  onEndReached: () => void;
}

function useColumns(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [columns, setColumns] = useState(4);
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const watcher = new ResizeObserver(() => {
      const least = box.clientWidth < 500 ? 140 : CARD_PX;
      setColumns(Math.max(1, Math.floor((box.clientWidth - 32 + GAP_PX) / (least + GAP_PX))));
    });
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);
  return [ref, columns];
}

export function NodeGrid({ browsing, label, onEndReached }: Props) {
  const { nodes, activeId, selection } = browsing;
  const [scroller, columns] = useColumns();
  const propsOf = useNodeProps(browsing);
  const rows = useVirtualizer({
    count: Math.ceil(nodes.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX + GAP_PX,
    overscan: 3,
  });
  const visible = rows.getVirtualItems();
  const last = ((visible.at(-1)?.index ?? 0) + 3) * columns;
  const isNearEnd = nodes.length > 0 && last >= nodes.length;
  useEffect(() => {
    if (isNearEnd) onEndReached();
  }, [isNearEnd, nodes.length, onEndReached]);

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const at = nodes.findIndex((node) => node.id === activeId);
    const steps: Record<string, number> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      ArrowDown: at < 0 ? 0 : at + columns,
      ArrowUp: at - columns,
      Home: 0,
      End: nodes.length - 1,
    };
    const wanted = steps[event.key];
    const node = nodes[at];
    if (wanted !== undefined) moveTo(wanted, event.shiftKey);
    else if (!node) return;
    else if (event.key === 'Enter') browsing.open(node);
    else if (event.key === ' ' || event.key === 'x') selection.toggle(node.id);
    else if (!browsing.rowKey(event, node)) return;
    event.preventDefault();
  }

  function moveTo(index: number, isExtending: boolean): void {
    const node = nodes[Math.max(0, Math.min(nodes.length - 1, index))];
    if (!node) return;
    if (isExtending)
      selection.extendTo(
        node.id,
        nodes.map((it) => it.id),
      );
    rows.scrollToIndex(Math.floor(nodes.indexOf(node) / columns));
    browsing.activate(node);
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-activedescendant={activeId ? `row-${activeId}` : undefined}
      onKeyDown={onKeyDown}
    >
      <div className={classes.canvas} style={{ height: rows.getTotalSize() }} role="presentation">
        {visible.map((row) => (
          <div
            key={row.key}
            className={classes.row}
            role="presentation"
            style={{
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {nodes.slice(row.index * columns, (row.index + 1) * columns).map((node, index) => (
              <div
                key={node.id}
                id={`row-${node.id}`}
                className={classes.card}
                role="option"
                aria-selected={selection.has(node.id)}
                aria-setsize={nodes.length}
                aria-posinset={row.index * columns + index + 1}
                data-active={node.id === activeId || undefined}
                data-selected={selection.has(node.id) || undefined}
                onDoubleClick={() => browsing.open(node)}
                {...propsOf(node)}
              >
                <Card node={node} browsing={browsing} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Card({ node, browsing }: { node: Node; browsing: Browsing }) {
  return (
    <>
      <span className={classes.head}>
        <Mark node={node} browsing={browsing} />
        <span className={classes.name} title={node.name}>
          {node.name}
        </span>
        <Badges node={node} />
        <More node={node} browsing={browsing} />
      </span>
      <span className={classes.picture}>
        <Thumbnail key={node.version} node={node} />
      </span>
    </>
  );
}
