/** From when until when: a day and a time each, or whole days. The end goes along with the start. */
import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { addDays } from '@/apps/calendar/model/days';
import { withAllDay, withEnd, withStart, type Draft } from '@/apps/calendar/model/draft';
import { at, dayAt, minuteAt, minuteOfText, textOfMinute, utc } from '@/apps/calendar/model/zone';
import { useSettings } from '@/apps/calendar/client/calendars';
import { useTimes } from '../useTimes';
import classes from './editor.module.css';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  isReadOnly?: boolean;
  /** Leaves out the last day where it is the first one. */
  isShort?: boolean;
}

const DAY = /^\d{4}-\d\d-\d\d$/;

export function WhenFields({ draft, onChange, isReadOnly = false, isShort = false }: Props) {
  const { t } = useTranslation('calendar');
  const { settings } = useSettings();
  const zone = draft.time_zone;
  const isAllDay = draft.is_all_day;
  const [start, end] = [Date.parse(draft.start), Date.parse(draft.end)];
  const firstDay = isAllDay ? draft.start : dayAt(start, zone);
  const lastDay = isAllDay ? addDays(draft.end, -1) : dayAt(end, zone);

  function setFirst(day: string): void {
    if (!DAY.test(day)) return;
    onChange(withStart(draft, isAllDay ? day : utc(at(day, zone, minuteAt(start, zone)))));
  }
  function setLast(day: string): void {
    if (!DAY.test(day)) return;
    onChange(withEnd(draft, isAllDay ? addDays(day, 1) : utc(at(day, zone, minuteAt(end, zone)))));
  }
  return (
    <div className={classes.when}>
      <div className={classes.whenRow}>
        <TextInput
          type="date"
          aria-label={t('field.firstDay')}
          value={firstDay}
          readOnly={isReadOnly}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        {!isAllDay && (
          <TimeField
            label={t('field.start')}
            minute={minuteAt(start, zone)}
            isReadOnly={isReadOnly}
            onChange={(minute) => onChange(withStart(draft, utc(at(firstDay, zone, minute))))}
          />
        )}
        <span aria-hidden>–</span>
        {!isAllDay && (
          <TimeField
            label={t('field.end')}
            minute={minuteAt(end, zone)}
            isReadOnly={isReadOnly}
            {...(lastDay === firstDay ? { after: minuteAt(start, zone) } : {})}
            onChange={(minute) => onChange(withEnd(draft, utc(at(lastDay, zone, minute))))}
          />
        )}
        {(isAllDay || !isShort || lastDay !== firstDay) && (
          <TextInput
            type="date"
            aria-label={t('field.lastDay')}
            value={lastDay}
            min={firstDay}
            readOnly={isReadOnly}
            onChange={(event) => setLast(event.currentTarget.value)}
          />
        )}
      </div>
      <Checkbox
        label={t('allDay')}
        checked={isAllDay}
        disabled={isReadOnly}
        onChange={(event) =>
          onChange(
            withAllDay(draft, event.currentTarget.checked, zone, settings.default_duration_min),
          )
        }
      />
    </div>
  );
}

interface TimeProps {
  label: string;
  minute: number;
  isReadOnly: boolean;
  /** Later times tell how long that would be. */
  after?: number;
  onChange: (minute: number) => void;
}

function TimeField({ label, minute, isReadOnly, after, onChange }: TimeProps) {
  const times = useTimes();
  const { t } = useTranslation('calendar');
  const present = textOfMinute(minute);
  const first = after === undefined ? 0 : after + 15;
  const usual = Array.from({ length: 96 }, (_, index) => index * 15).filter((it) => it >= first);
  const all = usual.includes(minute) ? usual : [...usual, minute].sort((a, b) => a - b);
  const lasting = (it: number) => {
    if (after === undefined || it <= after) return '';
    const hours = (it - after) / 60;
    return it - after < 60
      ? ` (${t('minutes.short', { count: it - after })})`
      : ` (${t('hours.short', { count: hours })})`;
  };
  return (
    <Select
      aria-label={label}
      className={classes.time}
      value={present}
      readOnly={isReadOnly}
      allowDeselect={false}
      comboboxProps={{ width: 180, position: 'bottom-start' }}
      data={all.map((it) => ({ value: textOfMinute(it), label: times.minute(it) }))}
      renderOption={({ option }) => `${option.label}${lasting(minuteOfText(option.value))}`}
      onChange={(value) => value && onChange(minuteOfText(value))}
    />
  );
}
