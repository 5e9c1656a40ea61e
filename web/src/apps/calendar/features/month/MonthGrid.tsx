/** The weeks of a month. As many events are shown as find room; the rest is behind "more". */
import { useMemo } from 'react';
import { useElementSize } from '@mantine/hooks';
import type { Occurrence } from '@/apps/calendar/client/types';
import { monthOf, weekdayOf, weekNumber, type Day } from '@/apps/calendar/model/days';
import { useTranslation } from '@/platform/i18n';
import { useBench } from '../bench';
import { useEventDrag } from '../grid/useEventDrag';
import { useEventKeys } from '../grid/useEventKeys';
import { MonthWeek } from './MonthWeek';
import { useDayKeys } from './useDayKeys';
import classes from './month.module.css';

interface Props {
  days: readonly Day[];
  /** Any day of the month. */
  day: Day;
  occurrences: readonly Occurrence[];
  label: string;
}

const HEAD_PX = 30;
const LANE_PX = 24;

export function MonthGrid({ days, day, occurrences, label }: Props) {
  const { t } = useTranslation('calendar');
  const { times } = useBench();
  const { drag, onPointerDown, shown } = useEventDrag(occurrences);
  const onKeyDown = useEventKeys(occurrences);
  const { focused, onDayKey } = useDayKeys(days, day);
  const { ref, height } = useElementSize();
  const weeks = useMemo(
    () =>
      Array.from({ length: days.length / 7 }, (_, index) => days.slice(index * 7, index * 7 + 7)),
    [days],
  );
  const visible = useMemo(() => shown(occurrences), [shown, occurrences]);
  const lanes = Math.max(1, Math.floor((height / weeks.length - HEAD_PX) / LANE_PX));
  return (
    <div className={classes.month}>
      <div className={classes.heads} aria-hidden>
        <span />
        {days.slice(0, 7).map((it) => (
          <span key={it}>{times.weekday(weekdayOf(it), 'short')}</span>
        ))}
      </div>
      <div
        ref={ref}
        className={classes.weeks}
        role="group"
        data-home=""
        aria-label={`${label}. ${t('month.keys')}`}
        onPointerDown={onPointerDown}
        onKeyDown={onDayKey}
      >
        {weeks.map((week) => (
          <MonthWeek
            key={week[0]}
            days={week}
            month={monthOf(day)}
            number={weekNumber(week[3] ?? day)}
            occurrences={visible}
            lanes={lanes}
            drag={drag}
            focused={focused}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
    </div>
  );
}
