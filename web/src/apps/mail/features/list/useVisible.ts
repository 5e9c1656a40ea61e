/**
 * Which rows of a list are drawn: those in view and some around them. All rows are equally high, so
 * that a hundred thousand cost no more than a hundred.
 */
import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';
import type { Range } from '@/apps/mail/model/window';

const AROUND = 8;

interface Watched {
  scroller: RefObject<HTMLDivElement | null>;
  count: number;
  height: number;
  /** Where the list stood when one left it. */
  offset: number;
}

function rangeOf(box: HTMLElement, count: number, height: number): Range {
  const first = Math.floor(box.scrollTop / height) - AROUND;
  const last = Math.ceil((box.scrollTop + box.clientHeight) / height) + AROUND;
  return { first: Math.max(0, first), last: Math.min(count - 1, last) };
}

export function useVisible({ scroller, count, height, offset }: Watched) {
  const [range, setRange] = useState<Range>({ first: 0, last: -1 });
  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const next = rangeOf(box, count, height);
    setRange((now) => (now.first === next.first && now.last === next.last ? now : next));
  }, [scroller, count, height]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return undefined;
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box);
    return () => watch.disconnect();
  }, [scroller, look]);
  const [start] = useState(offset);
  useLayoutEffect(() => {
    if (start && scroller.current) scroller.current.scrollTop = start;
    // Only once: after that the person scrolls.
  }, [start, scroller]);
  /** Bring a row into view, moving as little as needed. */
  const reveal = useCallback(
    (position: number) => {
      const box = scroller.current;
      if (!box) return;
      const top = position * height;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + height > box.scrollTop + box.clientHeight) {
        box.scrollTop = top + height - box.clientHeight;
      }
    },
    [scroller, height],
  );
  return { range, look, reveal };
}
