/** A week of a month: its days, and over them the events in lanes. */
import { useMemo } from 'react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import type { Occurrence } from '@/apps/calendar/client/types';
import { dateOf, monthOf, type Day } from '@/apps/calendar/model/days';
import { wholeDays } from '@/apps/calendar/model/moving';
import { barsOf } from '@/apps/calendar/model/segments';
import { addressOf } from '@/apps/calendar/model/views';
import { useBench } from '../bench';
import { BarButton } from '../grid/BarButton';
import type { Drag } from '../grid/useEventDrag';
import { MoreOfDay } from './MoreOfDay';
import classes from './month.module.css';

interface Props {
  days: readonly Day[];
  month: number;
  number: number;
  occurrences: readonly Occurrence[];
  /** How many lanes find room. */
  lanes: number;
  drag: Drag | null;
  focused: Day;
  onKeyDown: (event: React.KeyboardEvent, it: Occurrence) => void;
}

export function MonthWeek(props: Props) {
  const { days, month, number, occurrences, lanes, drag, focused, onKeyDown } = props;
  const { t } = useTranslation('calendar');
  const { zone, today, times, create, mayCreate } = useBench();
  const bars = useMemo(() => barsOf(occurrences, days, zone, true), [occurrences, days, zone]);
  const on = (index: number) => bars.filter((it) => it.first <= index && it.last >= index);
  const deepest = days.map((_, index) => Math.max(0, ...on(index).map((it) => it.lane + 1)));
  // A day with more than fits gives its last lane to "more".
  const roomOf = (index: number) => ((deepest[index] ?? 0) > lanes ? lanes - 1 : lanes);
  const fits = (first: number, last: number, lane: number) =>
    days.every((_, index) => index < first || index > last || lane < roomOf(index));
  return (
    <div className={classes.week}>
      <Link
        to={addressOf({ view: 'week', day: days[0] ?? today })}
        className={classes.number}
        aria-label={t('week.number', { number })}
      >
        {number}
      </Link>
      {days.map((day, index) => (
        <div
          key={day}
          role="group"
          data-cell=""
          tabIndex={day === focused ? 0 : -1}
          data-day={day}
          aria-label={times.dayLong(day)}
          aria-current={day === today ? 'date' : undefined}
          className={classes.cell}
          data-other={monthOf(day) !== month || undefined}
          style={{ gridColumn: index + 2 }}
          onClick={(event) => {
            if (mayCreate && !(event.target as Element).closest('a')) create(wholeDays(day, day));
          }}
        >
          <Link
            to={addressOf({ view: 'day', day })}
            tabIndex={-1}
            className={classes.date}
            data-today={day === today || undefined}
          >
            <span className="visually-hidden">{times.dayLong(day)}</span>
            <span aria-hidden>
              {dateOf(day) === 1 ? times.dayShort(day).replace(/^\S+\s/, '') : dateOf(day)}
            </span>
          </Link>
        </div>
      ))}
      <div className={classes.lanes}>
        {bars
          .filter((it) => fits(it.first, it.last, it.lane))
          .map((bar) => (
            <BarButton
              key={bar.occurrence.id}
              bar={bar}
              isDragged={drag?.occurrence?.id === bar.occurrence.id}
              onKeyDown={onKeyDown}
            />
          ))}
        {days.map((day, index) => {
          const hiddenBars = on(index).filter((it) => !fits(it.first, it.last, it.lane));
          if (hiddenBars.length === 0) return null;
          return (
            <MoreOfDay
              key={day}
              day={day}
              column={index + 1}
              lane={lanes}
              count={hiddenBars.length}
              occurrences={on(index).map((it) => it.occurrence)}
            />
          );
        })}
      </div>
    </div>
  );
}
