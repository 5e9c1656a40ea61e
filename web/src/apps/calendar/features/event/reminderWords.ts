/** Reminders in words. */
import type { Reminder } from '@/apps/calendar/client/types';

type Translate = (key: string, values?: Record<string, unknown>) => string;

const units = [
  ['week', 10_080],
  ['day', 1440],
  ['hour', 60],
] as const;

/** How long before: "10 minutes before". */
export function beforeWords(t: Translate, minutes: number): string {
  if (minutes <= 0) return t('reminder.atStart');
  const [unit, length] = units.find(([, it]) => minutes % it === 0) ?? ['minute', 1];
  return t(`reminder.before.${unit}`, { count: minutes / length });
}

export const reminderWords = (t: Translate, { method, minutes }: Reminder): string =>
  method === 'email'
    ? t('reminder.byMail', { when: beforeWords(t, minutes) })
    : beforeWords(t, minutes);
