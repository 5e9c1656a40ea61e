/** What is said of a date: how many seats there are, and until when one may register. */
import { useTranslation } from '@/platform/i18n';
import { useTimes } from '../features/useTimes';
import { dayAt } from '../model/zone';
import type { Session } from './client';

/** "Monday 23 November, 10:00 – 11:00". */
export function useWhen(): (session: Session) => string {
  const times = useTimes();
  return (it) => times.when({ start: it.starts_at, end: it.ends_at, is_all_day: false });
}

export function useSeatWords(): (session: Session) => string {
  const { t } = useTranslation('calendar');
  return ({ free, seats, waiting, registered, is_over }) => {
    if (is_over || free === null) return t('training.registered', { count: registered });
    if (free > 0) return t('training.free', { count: free, seats: seats ?? 0 });
    return waiting > 0 ? t('training.full.waiting', { count: waiting }) : t('training.full');
  };
}

export function useDeadlineWords(): (session: Session) => string {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  return ({ closes_at, is_open }) => {
    if (!closes_at || !is_open) return '';
    const at = Date.parse(closes_at);
    const when = `${times.dayShort(dayAt(at, times.zone))}, ${times.clock(at)}`;
    return t('training.until', { when });
  };
}
