/**
 * Dragging in any view: days carry data-day, days with hours data-hours, events data-event and
 * their ends data-grip. A mouse drags at once, a finger after it has rested, so that it can scroll.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Occurrence } from '@/apps/calendar/client/types';
import { dragged, type Grip, type Point } from '@/apps/calendar/model/dragging';
import { timesOf, wholeDays, type Times } from '@/apps/calendar/model/moving';
import { MINUTES_A_DAY } from '@/apps/calendar/model/zone';
import { GHOST, ghostOf } from '@/apps/calendar/model/ghost';
import { useBench } from '../bench';

export interface Drag {
  grip: Grip;
  /** What is dragged; a new event has none. */
  occurrence: Occurrence | null;
  times: Times;
}

const FAR_PX = 4;
const REST_MS = 350;
const EDGE_PX = 28;

function pointAt(x: number, y: number): Point | null {
  for (const element of document.elementsFromPoint(x, y)) {
    const cell = element.closest<HTMLElement>('[data-day]');
    if (!cell) continue;
    const day = cell.dataset.day ?? '';
    if (cell.dataset.hours === undefined) return { day, minute: null };
    const box = cell.getBoundingClientRect();
    const minute = ((y - box.top) / box.height) * MINUTES_A_DAY;
    return { day, minute: Math.max(0, Math.min(MINUTES_A_DAY - 1, minute)) };
  }
  return null;
}

const gripOf = (target: Element): Grip => {
  const grip = target.closest<HTMLElement>('[data-grip]')?.dataset.grip;
  if (grip === 'start' || grip === 'end') return grip;
  return target.closest('[data-event]') ? 'move' : 'create';
};

/** Scroll on while something is held at the upper or lower edge. */
function scrollAtEdge(root: HTMLElement | null, y: number): void {
  const scroller = root?.closest<HTMLElement>('[data-scroller]');
  if (!scroller) return;
  const box = scroller.getBoundingClientRect();
  if (y < box.top + EDGE_PX + 60) scroller.scrollTop -= 10;
  if (y > box.bottom - EDGE_PX) scroller.scrollTop += 10;
}

interface Dragging {
  drag: Drag | null;
  onPointerDown: (event: React.PointerEvent<HTMLElement>) => void;
  /** The occurrences with what is dragged where it is held. */
  shown: (all: readonly Occurrence[]) => Occurrence[];
}

export function useEventDrag(occurrences: readonly Occurrence[]): Dragging {
  const bench = useBench();
  const latest = useRef({ bench, occurrences });
  useEffect(() => {
    latest.current = { bench, occurrences };
  });
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);

  const onPointerDown = useCallback((event: React.PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    if (event.target.closest('[data-no-drag]')) return;
    const root = event.currentTarget;
    const id = event.target.closest<HTMLElement>('[data-event]')?.dataset.event;
    const occurrence = latest.current.occurrences.find((it) => it.id === id) ?? null;
    const grip = gripOf(event.target);
    const from = pointAt(event.clientX, event.clientY);
    const { zone } = latest.current.bench;
    if (!from || (id && !occurrence?.may_edit)) return;
    if (!id && !latest.current.bench.mayCreate) return;
    const original = occurrence ? timesOf(occurrence) : wholeDays(from.day, from.day);
    const isTouch = event.pointerType !== 'mouse';
    const [x, y] = [event.clientX, event.clientY];
    let isHeld = !isTouch;
    let held: Drag | null = null;
    let last = from;

    function update(to: Point): void {
      last = to;
      const times = dragged(grip, original, from ?? to, to, zone);
      held = { grip, occurrence, times };
      setDrag(held);
    }
    function onMove(moved: PointerEvent): void {
      const isFar = Math.hypot(moved.clientX - x, moved.clientY - y) > FAR_PX;
      if (!isHeld) {
        if (isFar) end();
        return;
      }
      if (!held && !isFar) return;
      scrollAtEdge(root, moved.clientY);
      update(pointAt(moved.clientX, moved.clientY) ?? last);
    }
    function end(): void {
      window.clearTimeout(rest);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('touchmove', onTouch);
    }
    function onCancel(): void {
      end();
      setDrag(null);
    }
    function onKey(pressed: KeyboardEvent): void {
      if (pressed.key !== 'Escape' || !held) return;
      pressed.stopPropagation();
      pressed.preventDefault();
      onCancel();
    }
    function onTouch(touch: TouchEvent): void {
      if (isHeld && touch.cancelable) touch.preventDefault();
    }
    function onUp(): void {
      end();
      if (!held) return;
      swallowClick();
      const { move, create } = latest.current.bench;
      const { times } = held;
      if (occurrence) void move(occurrence, times).finally(() => setDrag(null));
      else {
        create(times);
        setDrag(null);
      }
    }
    const rest = window.setTimeout(() => {
      isHeld = true;
      if (isTouch) update(from);
    }, REST_MS);
    stop.current = end;
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('touchmove', onTouch, { passive: false });
  }, []);

  const shown = useCallback(
    (all: readonly Occurrence[]): Occurrence[] => {
      if (!drag) return [...all];
      if (!drag.occurrence) return [...all.filter((it) => it.id !== GHOST), ghostOf(drag.times)];
      const { id } = drag.occurrence;
      return all.map((it) => (it.id === id ? { ...it, ...drag.times } : it));
    },
    [drag],
  );
  return { drag, onPointerDown, shown };
}

/** The click that ends a drag is none. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener('click', swallow, true), 0);
}
