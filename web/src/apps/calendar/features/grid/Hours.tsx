/** The scale of hours at the left, in one or two time zones. */
import type { Day } from '@/apps/calendar/model/days';
import { at, wallOf, minuteOfWall, isZone } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import classes from './grid.module.css';

const hours = Array.from({ length: 23 }, (_, index) => (index + 1) * 60);

/** "GMT+1" of a zone on a day. */
export function zoneName(zone: string, instant: number): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    timeZoneName: 'short',
  }).formatToParts(instant);
  return parts.find((it) => it.type === 'timeZoneName')?.value ?? zone;
}

export function Hours({ day }: { day: Day }) {
  const { zone, settings, times } = useBench();
  const second = settings.second_time_zone ?? '';
  const hasSecond = isZone(second) && second !== zone;
  return (
    <div className={classes.hours} data-two={hasSecond || undefined} aria-hidden>
      {hasSecond && (
        <div className={classes.hourScale}>
          {hours.map((minute) => (
            <span key={minute} style={{ top: `calc(${minute} * var(--minute))` }}>
              {times.hour(minuteOfWall(wallOf(at(day, zone, minute), second)))}
            </span>
          ))}
        </div>
      )}
      <div className={classes.hourScale}>
        {hours.map((minute) => (
          <span key={minute} style={{ top: `calc(${minute} * var(--minute))` }}>
            {times.hour(minute)}
          </span>
        ))}
      </div>
    </div>
  );
}
