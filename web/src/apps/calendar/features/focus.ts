/** Where the focus is when a card has closed: it never falls back to the top of the page. */
import { useEffect } from 'react';

const isLost = (): boolean => !document.activeElement || document.activeElement === document.body;

/** An event on screen. */
export const eventElement = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-event="${CSS.escape(id)}"]`);

/** The part of a view that is reached by Tab. */
const home = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-home][tabindex="0"], [data-home] [tabindex="0"]');

/** Give the focus back when this goes away, unless somebody else has taken it. */
export function useFocusReturn(eventId: string): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      window.requestAnimationFrame(() => {
        if (!isLost()) return;
        const isThere = before instanceof HTMLElement && before !== document.body;
        const goal = isThere && before.isConnected ? before : (eventElement(eventId) ?? home());
        goal?.focus({ preventScroll: true });
      });
    };
  }, [eventId]);
}

const PATIENCE_MS = 3000;
const STEP_MS = 40;

/** Focus an event as soon as it is on screen, unless the person has gone elsewhere meanwhile. */
export function focusEventSoon(id: string): void {
  const from = document.activeElement;
  const until = Date.now() + PATIENCE_MS;
  const isFree = () =>
    isLost() || document.activeElement === from || document.activeElement === home();
  function attempt(): void {
    if (!isFree()) return;
    const found = eventElement(id);
    if (found) found.focus({ preventScroll: true });
    else if (Date.now() < until) window.setTimeout(attempt, STEP_MS);
  }
  window.setTimeout(attempt, STEP_MS);
}
