/** When and where one works, day by day. */
import { Checkbox, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useSettings } from '@/apps/calendar/client/calendars';
import type { WorkingHours as Hours } from '@/apps/calendar/client/types';
import { minuteOfText } from '@/apps/calendar/model/zone';
import { useTimes } from '@/apps/calendar/features/useTimes';
import classes from '../settings.module.css';

interface Props {
  hours: readonly Hours[];
  onChange: (hours: Hours[]) => void;
}

export function WorkingHours({ hours, onChange }: Props) {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  const { settings } = useSettings();
  const order = Array.from({ length: 7 }, (_, index) => (settings.week_start + index) % 7);
  const others = (day: number) => hours.filter((it) => it.day !== day);
  const sorted = (all: Hours[]) =>
    onChange(all.sort((a, b) => a.day - b.day || a.start.localeCompare(b.start)));
  function set(present: Hours, changes: Partial<Hours>): void {
    const next = { ...present, ...changes };
    if (minuteOfText(next.end) > minuteOfText(next.start)) {
      sorted([...hours.filter((it) => it !== present), next]);
    }
  }
  return (
    <div>
      {order.map((day) => {
        const parts = hours.filter((it) => it.day === day);
        const name = times.weekday(day);
        return (
          <div key={day} className={classes.hours}>
            <Checkbox
              label={name}
              checked={parts.length > 0}
              onChange={(event) =>
                sorted(
                  event.currentTarget.checked
                    ? [...hours, { day, start: '09:00', end: '17:00', location: '' }]
                    : others(day),
                )
              }
            />
            {parts.slice(0, 1).map((it) => (
              <Times
                key={`${it.start} ${it.end}`}
                part={it}
                name={name}
                onChange={(next) => set(it, next)}
              />
            ))}
            {parts.slice(0, 1).map((it) => (
              <TextInput
                key={`${it.day} location`}
                aria-label={t('hours.location', { day: name })}
                placeholder={t('field.location')}
                defaultValue={it.location}
                onBlur={(event) =>
                  event.currentTarget.value !== it.location &&
                  set(it, { location: event.currentTarget.value })
                }
              />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface TimesProps {
  part: Hours;
  name: string;
  onChange: (changes: Partial<Hours>) => void;
}

function Times({ part, name, onChange }: TimesProps) {
  const { t } = useTranslation('calendar');
  return (
    <>
      <TextInput
        type="time"
        aria-label={t('hours.start', { day: name })}
        defaultValue={part.start}
        onBlur={(event) =>
          event.currentTarget.value &&
          event.currentTarget.value !== part.start &&
          onChange({ start: event.currentTarget.value })
        }
      />
      <TextInput
        type="time"
        aria-label={t('hours.end', { day: name })}
        defaultValue={part.end}
        onBlur={(event) =>
          event.currentTarget.value &&
          event.currentTarget.value !== part.end &&
          onChange({ end: event.currentTarget.value })
        }
      />
    </>
  );
}
