/** Keys on an event: arrows go to its neighbours, with Alt they move it, with Alt+Shift its end. */
import { useCallback } from 'react';
import type { Occurrence } from '@/apps/calendar/client/types';
import { daysOfOccurrence } from '@/apps/calendar/model/segments';
import { lengthened, moved, neighbour, SNAP_MIN, timesOf } from '@/apps/calendar/model/moving';
import { useBench } from '../bench';
import { eventElement } from '../focus';

const steps: Record<string, [days: number, minutes: number]> = {
  ArrowUp: [0, -SNAP_MIN],
  ArrowDown: [0, SNAP_MIN],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export function useEventKeys(all: readonly Occurrence[]) {
  const { zone, move } = useBench();
  return useCallback(
    (event: React.KeyboardEvent, it: Occurrence) => {
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.altKey) {
        const next = neighbour(all, it, event.key, (one) => daysOfOccurrence(one, zone)[0]);
        if (next) eventElement(next.id)?.focus();
        return;
      }
      if (!it.may_edit) return;
      const [days, minutes] = step;
      const by = days * 1440 + (it.is_all_day ? Math.sign(minutes) * 1440 : minutes);
      const times = event.shiftKey
        ? lengthened(timesOf(it), by, zone)
        : moved(timesOf(it), it.is_all_day ? Math.sign(by) : days, minutes, zone);
      void move(it, times).then(() =>
        window.requestAnimationFrame(() => eventElement(it.id)?.focus()),
      );
    },
    [all, move, zone],
  );
}
