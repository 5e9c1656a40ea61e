/** The hours of one day: what is worked, what takes place, and now. */
import { useMemo } from 'react';
import type { Occurrence, WorkingHours } from '@/apps/calendar/client/types';
import { weekdayOf, type Day } from '@/apps/calendar/model/days';
import { timed } from '@/apps/calendar/model/moving';
import { blocksOf } from '@/apps/calendar/model/segments';
import { MINUTES_A_DAY, minuteAt, minuteOfText } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import { EventBlock } from './EventBlock';
import type { Drag } from './useEventDrag';
import classes from './grid.module.css';

interface Props {
  day: Day;
  occurrences: readonly Occurrence[];
  drag: Drag | null;
  /** Where the keyboard's mark stands, in minutes. */
  mark: number | null;
  onKeyDown: (event: React.KeyboardEvent, it: Occurrence) => void;
}

/** The parts of a day outside the working hours; none when there are no such hours at all. */
function offHours(all: readonly WorkingHours[], day: Day): [number, number][] {
  if (all.length === 0) return [];
  const worked = all
    .filter((it) => it.day === weekdayOf(day))
    .map((it): [number, number] => [minuteOfText(it.start), minuteOfText(it.end)])
    .sort((a, b) => a[0] - b[0]);
  const off: [number, number][] = [];
  let until = 0;
  for (const [start, end] of worked) {
    if (start > until) off.push([until, start]);
    until = Math.max(until, end);
  }
  if (until < MINUTES_A_DAY) off.push([until, MINUTES_A_DAY]);
  return off;
}

const CLICK_STEP = 30;

export function DayColumn({ day, occurrences, drag, mark, onKeyDown }: Props) {
  const { zone, now, today, settings, create, mayCreate } = useBench();
  const blocks = useMemo(() => blocksOf(occurrences, day, zone), [occurrences, day, zone]);

  function onClick(event: React.MouseEvent<HTMLElement>): void {
    if (!mayCreate || (event.target as Element).closest('[data-event]')) return;
    const box = event.currentTarget.getBoundingClientRect();
    const minute = ((event.clientY - box.top) / box.height) * MINUTES_A_DAY;
    const from = Math.floor(minute / CLICK_STEP) * CLICK_STEP;
    const to = Math.min(MINUTES_A_DAY, from + settings.default_duration_min);
    create(timed(day, from, day, to, zone));
  }

  return (
    <div
      className={classes.column}
      data-day={day}
      data-hours=""
      data-today={day === today || undefined}
      onClick={onClick}
    >
      {offHours(settings.working_hours, day).map(([from, to]) => (
        <div
          key={from}
          className={classes.off}
          style={{
            top: `calc(${from} * var(--minute))`,
            height: `calc(${to - from} * var(--minute))`,
          }}
        />
      ))}
      {mark !== null && (
        <div
          className={classes.mark}
          data-mark=""
          style={{ top: `calc(${mark} * var(--minute))` }}
        />
      )}
      {blocks.map((block) => (
        <EventBlock
          key={block.occurrence.id}
          block={block}
          isDragged={drag?.occurrence?.id === block.occurrence.id}
          onKeyDown={onKeyDown}
        />
      ))}
      {day === today && (
        <div
          className={classes.now}
          style={{ top: `calc(${minuteAt(now, zone)} * var(--minute))` }}
        />
      )}
    </div>
  );
}
