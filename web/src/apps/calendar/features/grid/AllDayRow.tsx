/** The row above the hours: what lasts whole days. Folds when it is long. */
import { useMemo } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useStoredFlag } from '@/ui';
import type { Occurrence } from '@/apps/calendar/client/types';
import type { Day } from '@/apps/calendar/model/days';
import { wholeDays } from '@/apps/calendar/model/moving';
import { barsOf } from '@/apps/calendar/model/segments';
import { useBench } from '../bench';
import { BarButton } from './BarButton';
import type { Drag } from './useEventDrag';
import classes from './grid.module.css';

interface Props {
  days: readonly Day[];
  occurrences: readonly Occurrence[];
  drag: Drag | null;
  onKeyDown: (event: React.KeyboardEvent, it: Occurrence) => void;
}

const FOLDED_LANES = 3;

export function AllDayRow({ days, occurrences, drag, onKeyDown }: Props) {
  const { t } = useTranslation('calendar');
  const { zone, create, mayCreate } = useBench();
  const [isOpen, setOpen] = useStoredFlag('bureau.calendar.allday.open');
  const bars = useMemo(() => barsOf(occurrences, days, zone), [occurrences, days, zone]);
  const lanes = bars.reduce((most, it) => Math.max(most, it.lane + 1), 0);
  const most = isOpen || lanes <= FOLDED_LANES + 1 ? lanes : FOLDED_LANES;
  const isLong = lanes > FOLDED_LANES + 1;
  return (
    <div className={classes.allDay}>
      <div className={classes.allDayName}>
        <span>{t('allDay')}</span>
        {isLong && (
          <UnstyledButton
            className={classes.fold}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('less') : t('more', { count: lanes - most })}
          </UnstyledButton>
        )}
      </div>
      <div
        className={classes.lanes}
        style={{ gridTemplateColumns: `repeat(${days.length}, minmax(0, 1fr))` }}
      >
        {days.map((day, index) => (
          <div
            key={day}
            data-day={day}
            className={classes.allDayCell}
            style={{ gridColumn: index + 1, gridRow: `1 / ${most + 2}` }}
            onClick={() => mayCreate && create(wholeDays(day, day))}
          />
        ))}
        {bars
          .filter((it) => it.lane < most)
          .map((bar) => (
            <BarButton
              key={bar.occurrence.id}
              bar={bar}
              isDragged={drag?.occurrence?.id === bar.occurrence.id}
              onKeyDown={onKeyDown}
            />
          ))}
      </div>
    </div>
  );
}
