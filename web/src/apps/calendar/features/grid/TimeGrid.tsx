/** Days as columns of hours. The mouse draws, moves and stretches; arrows move a mark, Enter creates. */
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '@/platform/i18n';
import type { Occurrence } from '@/apps/calendar/client/types';
import type { Day } from '@/apps/calendar/model/days';
import { timed } from '@/apps/calendar/model/moving';
import { isZone, MINUTES_A_DAY, minuteAt, minuteOfText } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import { AllDayRow } from './AllDayRow';
import { DayColumn } from './DayColumn';
import { DayHeads } from './DayHeads';
import { Hours } from './Hours';
import { useEventDrag } from './useEventDrag';
import { useEventKeys } from './useEventKeys';
import classes from './grid.module.css';

interface Props {
  days: readonly Day[];
  occurrences: readonly Occurrence[];
  label: string;
}

interface Mark {
  day: number;
  minute: number;
}

const STEP_MIN = 30;
const FIRST_SEEN_MIN = 450;

function stepped({ day, minute }: Mark, key: string, days: number): Mark | null {
  const within = (value: number) => Math.max(0, Math.min(MINUTES_A_DAY - STEP_MIN, value));
  if (key === 'ArrowUp') return { day, minute: within(minute - STEP_MIN) };
  if (key === 'ArrowDown') return { day, minute: within(minute + STEP_MIN) };
  if (key === 'ArrowLeft') return { day: Math.max(0, day - 1), minute };
  if (key === 'ArrowRight') return { day: Math.min(days - 1, day + 1), minute };
  if (key === 'Home') return { day, minute: within(540) };
  return key === 'End' ? { day, minute: within(1080) } : null;
}

export function TimeGrid({ days, occurrences, label }: Props) {
  const { t } = useTranslation('calendar');
  const { zone, settings, times, create, now, today, mayCreate } = useBench();
  const { drag, onPointerDown, shown } = useEventDrag(occurrences);
  const onKeyDown = useEventKeys(occurrences);
  const scroller = useRef<HTMLDivElement>(null);
  const [mark, setMark] = useState<Mark | null>(null);
  const [isMarked, setMarked] = useState(false);
  const visible = useMemo(() => shown(occurrences), [shown, occurrences]);
  const second = settings.second_time_zone ?? '';
  const hasSecond = isZone(second) && second !== zone;
  const works = minuteOfText(settings.working_hours[0]?.start ?? '');

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const minute = works > 0 ? works - 30 : FIRST_SEEN_MIN;
    const hour = box.querySelector('[data-hours]')?.clientHeight ?? 0;
    box.scrollTop = (hour / MINUTES_A_DAY) * minute;
  }, [works]);

  const firstMark = (): Mark => {
    const day = Math.max(0, days.indexOf(today));
    const minute = days[day] === today ? minuteAt(now, zone) : 540;
    return { day, minute: Math.floor(minute / STEP_MIN) * STEP_MIN };
  };

  function onBodyKey(event: React.KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const here = mark ?? firstMark();
    if (event.key === 'Enter' && mayCreate) {
      event.preventDefault();
      const day = days[here.day] ?? today;
      const to = Math.min(MINUTES_A_DAY, here.minute + settings.default_duration_min);
      create(timed(day, here.minute, day, to, zone));
      return;
    }
    const next = stepped(here, event.key, days.length);
    if (!next) return;
    event.preventDefault();
    setMark(next);
    setMarked(true);
    const body = event.currentTarget;
    window.requestAnimationFrame(() =>
      body.querySelector('[data-mark]')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  const markDay = isMarked && mark ? days[mark.day] : undefined;
  return (
    <div
      className={classes.scroller}
      ref={scroller}
      data-scroller=""
      data-two-zones={hasSecond || undefined}
      style={{ '--days': days.length } as React.CSSProperties}
      onPointerDown={onPointerDown}
    >
      <div className={classes.top}>
        <DayHeads days={days} {...(hasSecond ? { zones: [second, zone] } : {})} />
        <AllDayRow days={days} occurrences={visible} drag={drag} onKeyDown={onKeyDown} />
      </div>
      <div
        className={classes.body}
        role="group"
        data-home=""
        tabIndex={0}
        aria-label={`${label}. ${t('grid.keys')}`}
        onKeyDown={onBodyKey}
        onFocus={(event) => {
          if (event.target === event.currentTarget && event.target.matches(':focus-visible')) {
            setMark(mark ?? firstMark());
            setMarked(true);
          }
        }}
        onBlur={(event) => event.target === event.currentTarget && setMarked(false)}
      >
        <Hours day={days[0] ?? today} />
        {days.map((day, index) => (
          <DayColumn
            key={day}
            day={day}
            occurrences={visible}
            drag={drag}
            mark={isMarked && mark?.day === index ? mark.minute : null}
            onKeyDown={onKeyDown}
          />
        ))}
      </div>
      <div className="visually-hidden" role="status">
        {markDay && mark ? `${times.dayLong(markDay)} ${times.minute(mark.minute)}` : ''}
      </div>
    </div>
  );
}
