/** On touch screens: a row swiped right is archived, left is snoozed; held, it is chosen. */
import { useEffect, useMemo, useRef, type TouchEvent } from 'react';
import type { Row } from '@/apps/mail/model/mail';
import { openSnooze } from '../snooze/asking';
import { useVerbs } from '../useVerbs';

const HOLD_MS = 450;
const FAR_PX = 96;
const SLACK_PX = 12;

interface Touch {
  x: number;
  y: number;
  by: number;
  timer: number;
  isScroll: boolean;
  isHeld: boolean;
}

function slide(row: HTMLElement, by: number): void {
  row.style.setProperty('--swipe', `${by}px`);
  if (by) row.dataset.swipe = by > 0 ? 'archive' : 'snooze';
  else delete row.dataset.swipe;
  row.toggleAttribute('data-swipe-far', Math.abs(by) > FAR_PX);
}

export function useSwipe() {
  const verbs = useVerbs();
  const latest = useRef(verbs);
  useEffect(() => {
    latest.current = verbs;
  });
  return useMemo(() => {
    let touch: Touch | null = null;
    let movedAt = 0;
    function start(event: TouchEvent<HTMLElement>, onHold: () => void): void {
      const finger = event.touches.item(0);
      if (!finger || event.touches.length > 1) return;
      const timer = window.setTimeout(() => {
        if (touch) touch.isHeld = true;
        navigator.vibrate?.(10);
        onHold();
      }, HOLD_MS);
      touch = {
        x: finger.clientX,
        y: finger.clientY,
        by: 0,
        timer,
        isScroll: false,
        isHeld: false,
      };
    }
    function move(event: TouchEvent<HTMLElement>): void {
      const finger = event.touches.item(0);
      if (!touch || !finger || touch.isScroll || touch.isHeld) return;
      const [dx, dy] = [finger.clientX - touch.x, finger.clientY - touch.y];
      if (Math.max(Math.abs(dx), Math.abs(dy)) > SLACK_PX) window.clearTimeout(touch.timer);
      if (!touch.by && Math.abs(dy) > SLACK_PX) touch.isScroll = true;
      else if (touch.by || Math.abs(dx) > SLACK_PX) {
        touch.by = dx;
        movedAt = Date.now();
        slide(event.currentTarget, dx);
      }
    }
    function end(event: TouchEvent<HTMLElement>, row: Row): void {
      if (!touch) return;
      const { by, timer, isHeld } = touch;
      if (isHeld) movedAt = Date.now();
      touch = null;
      window.clearTimeout(timer);
      slide(event.currentTarget, 0);
      if (by > FAR_PX) latest.current.archive([row.emails]);
      else if (by < -FAR_PX) openSnooze([row.emails]);
    }
    return {
      /** Whether a gesture ended just now, so that the click that follows means nothing. */
      hasMoved: () => Date.now() - movedAt < 400,
      handlers: (row: Row, onHold: () => void) => ({
        onTouchStart: (event: TouchEvent<HTMLElement>) => start(event, onHold),
        onTouchMove: move,
        onTouchEnd: (event: TouchEvent<HTMLElement>) => end(event, row),
        onTouchCancel: (event: TouchEvent<HTMLElement>) => end(event, row),
      }),
    };
  }, []);
}
