/** The keys of the calendar, as people know them. */
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import type { Day } from '../model/days';
import { turn, type View } from '../model/views';

interface Wheel {
  view: View;
  day: Day;
  today: Day;
  go: (view: View, day: Day) => void;
  create: () => void;
}

const keysOf: [string, View][] = [
  ['d', 'day'],
  ['w', 'week'],
  ['x', 'workweek'],
  ['m', 'month'],
  ['y', 'year'],
  ['a', 'agenda'],
];

export function useCalendarKeys({ view, day, today, go, create }: Wheel): void {
  const { t } = useTranslation('calendar');
  const group = t('app');
  const turned = (by: 1 | -1) => () => go(view, turn(view, day, by));
  useShortcuts([
    { keys: 'c', label: t('create'), group, run: create },
    { keys: 't', label: t('today'), group, run: () => go(view, today) },
    { keys: 'j', label: t('next'), group, run: turned(1) },
    { keys: 'k', label: t('previous'), group, run: turned(-1) },
    { keys: 'PageDown', label: t('next'), group, run: turned(1) },
    { keys: 'PageUp', label: t('previous'), group, run: turned(-1) },
    ...keysOf.map(([keys, to]) => ({
      keys,
      label: t(`view.${to}`),
      group,
      run: () => go(to, day),
    })),
  ]);
}
