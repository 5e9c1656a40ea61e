/**
 * Keeps what one reads where it is when conversations come in or leave above it. At the top of the
 * list new ones slide in instead.
 */
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { rowAt, type List } from '@/apps/mail/model/window';

interface Steady {
  list: List;
  scroller: RefObject<HTMLDivElement | null>;
  canvas: RefObject<HTMLDivElement | null>;
  height: number;
}

const LOOKED_AT = 30;

/** By how many places what was at the top of the window moved; null when all of it is gone. */
function shiftOf(before: List, after: List, first: number): number | null {
  for (let position = first; position < first + LOOKED_AT; position += 1) {
    const id = rowAt(before, position)?.id;
    if (!id) continue;
    const from = Math.max(0, position - LOOKED_AT * 2);
    for (let next = from; next < position + LOOKED_AT * 2; next += 1) {
      if (rowAt(after, next)?.id === id) return next - position;
    }
  }
  return null;
}

export function useSteadyScroll({ list, scroller, canvas, height }: Steady): void {
  const before = useRef(list);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = list;
    const box = scroller.current;
    if (!box || old === list || old.leads.length === 0) return undefined;
    const first = Math.floor(box.scrollTop / height);
    if (first === 0) return undefined;
    const shift = shiftOf(old, list, first);
    if (!shift) return undefined;
    // The rows must not glide to where they already are on screen.
    canvas.current?.setAttribute('data-still', '');
    box.scrollTop += shift * height;
    const frame = requestAnimationFrame(() =>
      requestAnimationFrame(() => canvas.current?.removeAttribute('data-still')),
    );
    return () => cancelAnimationFrame(frame);
  }, [list, scroller, canvas, height]);
}
