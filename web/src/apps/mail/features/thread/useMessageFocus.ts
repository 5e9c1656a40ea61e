/** Moves from message to message within a conversation by keys. */
import type { Head } from '@/apps/mail/model/mail';

const ALL = '#mail-conversation [data-message]';
const focused = () => document.activeElement?.closest<HTMLElement>('[data-message]') ?? null;

export function useMessageFocus() {
  return {
    /** The message that the focus is in. */
    current: (emails: readonly Head[]): Head | undefined =>
      emails.find((email) => email.id === focused()?.dataset.message),
    step: (by: number): void => {
      const cards = [...document.querySelectorAll<HTMLElement>(ALL)];
      const now = focused();
      const at = now ? cards.indexOf(now) : by > 0 ? -1 : cards.length;
      const next = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest' });
    },
  };
}
