/** One day of a month can be reached by Tab; arrows go on from it, Enter makes an event. */
import { useState } from 'react';
import { addDays, type Day } from '@/apps/calendar/model/days';
import { wholeDays } from '@/apps/calendar/model/moving';
import { useBench } from '../bench';

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function useDayKeys(days: readonly Day[], first: Day) {
  const { create, mayCreate } = useBench();
  const [chosen, setChosen] = useState<Day>(first);
  const focused = days.includes(chosen) ? chosen : first;

  function onDayKey(event: React.KeyboardEvent<HTMLElement>): void {
    if (!(event.target instanceof HTMLElement) || event.altKey || event.ctrlKey) return;
    if (event.target.dataset.cell === undefined) return;
    if (event.key === 'Enter' && mayCreate) {
      event.preventDefault();
      create(wholeDays(focused, focused));
      return;
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = addDays(focused, step);
    if (!days.includes(next)) return;
    setChosen(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  }
  return { focused, onDayKey };
}
