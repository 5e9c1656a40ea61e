/** A small month to choose a day from; the days on screen are marked. */
import { useEffect, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import {
  addDays,
  addMonths,
  dateOf,
  monthGrid,
  monthOf,
  startOfMonth,
  weekdayOf,
  type Day,
} from '@/apps/calendar/model/days';
import type { TimeWords } from '../useTimes';
import classes from './side.module.css';

interface Props {
  day: Day;
  today: Day;
  /** The first and the last day on screen. */
  shown?: readonly [Day, Day];
  weekStart: number;
  times: TimeWords;
  onChoose: (day: Day) => void;
  /** Days with a dot below. */
  marked?: ReadonlySet<Day>;
  hasArrows?: boolean;
}

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export function MiniMonth(props: Props) {
  const { day, today, shown, weekStart, times, onChoose, marked, hasArrows = true } = props;
  const { t } = useTranslation('calendar');
  const [month, setMonth] = useState(() => startOfMonth(day));
  const [focused, setFocused] = useState(day);
  useEffect(() => {
    setMonth(startOfMonth(day));
    setFocused(day);
  }, [day]);
  const days = monthGrid(month, weekStart);
  const tabStop = days.includes(focused) ? focused : month;

  function onKeyDown(event: React.KeyboardEvent<HTMLElement>): void {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next = addDays(tabStop, step);
    setFocused(next);
    if (monthOf(next) !== monthOf(month)) setMonth(startOfMonth(next));
    const grid = event.currentTarget;
    window.requestAnimationFrame(() =>
      grid.querySelector<HTMLElement>(`[data-mini="${next}"]`)?.focus(),
    );
  }

  return (
    <div className={classes.mini}>
      <div className={classes.miniHead}>
        <h2>{hasArrows ? times.month(month) : times.monthName(month)}</h2>
        {hasArrows && (
          <>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('month.previous')}
              onClick={() => setMonth(addMonths(month, -1))}
            >
              <IconChevronLeft size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('month.next')}
              onClick={() => setMonth(addMonths(month, 1))}
            >
              <IconChevronRight size={16} stroke={1.75} />
            </ActionIcon>
          </>
        )}
      </div>
      <div
        className={classes.miniDays}
        role="group"
        aria-label={times.month(month)}
        onKeyDown={onKeyDown}
      >
        {days.slice(0, 7).map((it) => (
          <span key={it} aria-hidden>
            {times.weekday(weekdayOf(it), 'narrow')}
          </span>
        ))}
        {days.map((it) => (
          <button
            key={it}
            type="button"
            data-mini={it}
            tabIndex={it === tabStop ? 0 : -1}
            aria-label={times.dayLong(it)}
            aria-current={it === today ? 'date' : undefined}
            data-today={it === today || undefined}
            data-shown={(shown && it >= shown[0] && it <= shown[1]) || undefined}
            data-other={monthOf(it) !== monthOf(month) || undefined}
            data-marked={marked?.has(it) || undefined}
            onClick={() => onChoose(it)}
          >
            {dateOf(it)}
          </button>
        ))}
      </div>
    </div>
  );
}
