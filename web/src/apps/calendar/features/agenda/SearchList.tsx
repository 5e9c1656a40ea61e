/** The events that hold some words, by day. */
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState } from '@/ui';
import { useFoundEvents } from '@/apps/calendar/client/events';
import { byTime, daysOfOccurrence, startOf } from '@/apps/calendar/model/segments';
import { useBench } from '../bench';
import { EventLine } from './EventLine';
import classes from './agenda.module.css';

export default function SearchList({ words }: { words: string }) {
  const { t } = useTranslation('calendar');
  const { zone, today, times } = useBench();
  const query = useFoundEvents(words, zone, today);
  const found = query.data ?? [];
  const days = new Map<string, typeof found>();
  for (const it of [...found].sort((a, b) => startOf(a) - startOf(b))) {
    const [day] = daysOfOccurrence(it, zone);
    days.set(day, [...(days.get(day) ?? []), it]);
  }
  return (
    <QueryState
      query={query}
      isEmpty={found.length === 0}
      empty={
        <EmptyState drawing="search" title={t('search.none')}>
          {t('search.none.body')}
        </EmptyState>
      }
    >
      <div className={classes.agenda} role="region" aria-label={t('search.found')}>
        {[...days].map(([day, list]) => (
          <section key={day} className={classes.day} aria-label={times.date(day)}>
            <h2 data-past={day < today || undefined}>{times.date(day)}</h2>
            <ul>
              {list.sort(byTime).map((it) => (
                <li key={it.id}>
                  <EventLine occurrence={it} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </QueryState>
  );
}
