/** How an occurrence looks and what it is called, the same in every view. */
import type { CSSProperties } from 'react';
import { useTranslation } from '@/platform/i18n';
import type { Occurrence } from '../client/types';
import { safeColor } from '../model/colors';
import { daysOfOccurrence, endOf } from '../model/segments';
import { at } from '../model/zone';
import { useBench, type Bench } from './bench';

export type Look = 'solid' | 'tentative' | 'declined' | 'asked' | 'free' | 'cancelled' | 'away';

export function lookOf(it: Occurrence): Look {
  if (it.status === 'cancelled') return 'cancelled';
  if (it.my_status === 'declined') return 'declined';
  if (it.my_status === 'needs-action') return 'asked';
  if (it.my_status === 'tentative' || it.status === 'tentative') return 'tentative';
  if (it.kind === 'out_of_office') return 'away';
  return it.busy === 'free' ? 'free' : 'solid';
}

export function isPast(it: Occurrence, { now, zone }: Pick<Bench, 'now' | 'zone'>): boolean {
  if (!it.is_all_day) return endOf(it) <= now;
  return at(it.end.slice(0, 10), zone) <= now;
}

interface Dressed {
  title: string;
  /** The whole of it in words, for assistive technology. */
  label: string;
  style: CSSProperties;
  look: Look;
  isDimmed: boolean;
}

/** Words and looks of occurrences. */
export function useDress(): (it: Occurrence) => Dressed {
  const { t } = useTranslation('calendar');
  const bench = useBench();
  const { calendars, settings, times, zone } = bench;
  return (it) => {
    const calendar = calendars.get(it.calendar_id);
    const title = it.is_private_stub ? t('busy') : it.title || t('untitled');
    const look = lookOf(it);
    const [first] = daysOfOccurrence(it, zone);
    const when = it.is_all_day ? `${times.dayLong(first)}, ${t('allDay')}` : times.when(it);
    const words = [title, when, it.location, calendar?.name];
    const state = look === 'solid' || look === 'away' ? '' : t(`look.${look}`);
    return {
      title,
      label: [...words, state].filter(Boolean).join(', '),
      style: { '--event': safeColor(it.color || calendar?.color || '') } as CSSProperties,
      look,
      isDimmed: settings.dims_past && isPast(it, bench),
    };
  };
}
