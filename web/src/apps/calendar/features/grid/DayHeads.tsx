/** The names of the days above their columns; each leads to its day. */
import { Link } from '@/platform/app';
import { dateOf, weekdayOf, weekNumber, type Day } from '@/apps/calendar/model/days';
import { addressOf } from '@/apps/calendar/model/views';
import { useTranslation } from '@/platform/i18n';
import { useBench } from '../bench';
import { zoneName } from './Hours';
import classes from './grid.module.css';

interface Props {
  days: readonly Day[];
  /** The zones of the scales below, where there are two. */
  zones?: readonly string[];
}

export function DayHeads({ days, zones = [] }: Props) {
  const { t } = useTranslation('calendar');
  const { times, today, now } = useBench();
  return (
    <div className={classes.heads}>
      <div className={classes.corner}>
        {zones.map((zone) => (
          <span key={zone} title={zone.replace(/_/g, ' ')}>
            {zoneName(zone, now)}
          </span>
        ))}
        {zones.length === 0 && (
          <span title={t('week.number', { number: weekNumber(days[0] ?? today) })}>
            {t('week.short', { number: weekNumber(days[0] ?? today) })}
          </span>
        )}
      </div>
      {days.map((day) => (
        <Link
          key={day}
          to={addressOf({ view: 'day', day })}
          className={classes.head}
          data-today={day === today || undefined}
          data-past={day < today || undefined}
          aria-current={day === today ? 'date' : undefined}
        >
          <span className="visually-hidden">{times.dayLong(day)}</span>
          <span aria-hidden>{times.weekday(weekdayOf(day), 'short')}</span>
          <strong aria-hidden>{dateOf(day)}</strong>
        </Link>
      ))}
    </div>
  );
}
