/** When everybody has time: the day of each guest as a strip, and slots that suit. */
import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { IconWand } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { QueryState } from '@/ui';
import { useFreeBusy, useSlots } from '@/apps/calendar/client/scheduling';
import type { FreeBusy, Slot } from '@/apps/calendar/client/types';
import { addDays } from '@/apps/calendar/model/days';
import type { Draft } from '@/apps/calendar/model/draft';
import { at, dayAt, HOUR_MS, MINUTE_MS, utc } from '@/apps/calendar/model/zone';
import { useTimes } from '../useTimes';
import classes from './editor.module.css';

interface Props {
  draft: Draft;
  myEmail: string;
  zone: string;
  onChoose: (start: string, end: string) => void;
}

const FIRST_HOUR = 7;
const HOURS = 13;
const AHEAD_DAYS = 14;
const QUARTER_MS = 15 * MINUTE_MS;
const MOST_SLOTS = 6;

export function FindTime({ draft, myEmail, zone, onChoose }: Props) {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  const [isAsked, setAsked] = useState(false);
  // What has begun is no proposal.
  const [nextQuarter] = useState(() => Math.ceil(Date.now() / QUARTER_MS) * QUARTER_MS);
  const day = draft.is_all_day ? draft.start : dayAt(Date.parse(draft.start), zone);
  const begins = at(day, zone, FIRST_HOUR * 60);
  const emails = useMemo(
    () => [...new Set([myEmail, ...draft.guests.map((it) => it.email)])],
    [myEmail, draft.guests],
  );
  const { data: people = [] } = useFreeBusy(
    emails,
    utc(at(day, zone)),
    utc(at(addDays(day, 1), zone)),
  );
  const lasting = Math.max(15, (Date.parse(draft.end) - Date.parse(draft.start)) / MINUTE_MS);
  const required = draft.guests.filter((it) => !it.is_optional).map((it) => it.email);
  const earliest = Math.max(at(day, zone), nextQuarter);
  const slots = useSlots(
    {
      guests: [...new Set([myEmail, ...required])],
      optional: draft.guests.filter((it) => it.is_optional).map((it) => it.email),
      resources: draft.resources,
      duration_min: Math.min(1440, lasting),
      from: utc(earliest),
      to: utc(at(addDays(day, AHEAD_DAYS), zone)),
      time_zone: zone,
    },
    isAsked,
  );
  const span = (start: string, end: string) => placed(Date.parse(start), Date.parse(end), begins);
  return (
    <section>
      <h2>{t('find.title')}</h2>
      <p>{times.dayLong(day)}</p>
      <div className={classes.strip}>
        <div className={classes.stripRow}>
          <span />
          <Scale begins={begins} />
        </div>
        {people.map((person) => (
          <div key={person.email} className={classes.stripRow}>
            <span title={person.email}>{person.name || person.email}</span>
            <div
              className={classes.track}
              role="img"
              aria-label={busyWords(person, times.clock, (key, values) => t(key, { ...values }))}
            >
              {person.working.map((it) => (
                <div key={it.start} className={classes.works} style={span(it.start, it.end)} />
              ))}
              {person.busy.map((it) => (
                <div
                  key={`${it.start} ${it.end}`}
                  className={classes.busy}
                  data-status={it.status}
                  style={span(it.start, it.end)}
                />
              ))}
              {!draft.is_all_day && (
                <div className={classes.chosen} style={span(draft.start, draft.end)} />
              )}
            </div>
          </div>
        ))}
      </div>
      {isAsked ? (
        <QueryState
          query={slots}
          isEmpty={(slots.data ?? []).length === 0}
          empty={<p>{t('find.none')}</p>}
        >
          <ul className={classes.slots} aria-label={t('find.slots')}>
            {(slots.data ?? []).slice(0, MOST_SLOTS).map((it) => (
              <li key={it.start}>
                <SlotButton
                  slot={it}
                  isChosen={Date.parse(it.start) === Date.parse(draft.start)}
                  onChoose={() => onChoose(it.start, it.end)}
                />
              </li>
            ))}
          </ul>
        </QueryState>
      ) : (
        <Button
          mt="sm"
          variant="default"
          size="xs"
          leftSection={<IconWand size={16} stroke={1.75} />}
          onClick={() => setAsked(true)}
        >
          {t('find.ask')}
        </Button>
      )}
    </section>
  );
}

function placed(start: number, end: number, begins: number): React.CSSProperties {
  const whole = HOURS * HOUR_MS;
  const from = Math.max(0, Math.min(1, (start - begins) / whole));
  const to = Math.max(0, Math.min(1, (end - begins) / whole));
  return { left: `${from * 100}%`, width: `${(to - from) * 100}%` };
}

function busyWords(
  person: FreeBusy,
  clock: (instant: number) => string,
  t: (key: string, values?: Record<string, unknown>) => string,
): string {
  if (!person.is_known) return t('find.unknown');
  const words = person.busy.map(
    (it) => `${clock(Date.parse(it.start))} – ${clock(Date.parse(it.end))}`,
  );
  return words.length ? t('find.busy', { times: words.join(', ') }) : t('find.free');
}

function Scale({ begins }: { begins: number }) {
  const times = useTimes();
  const marks = [1, 4, 7, 10];
  return (
    <div className={classes.scale} aria-hidden>
      {marks.map((it) => (
        <span key={it} style={{ left: `${(it / HOURS) * 100}%` }}>
          {times.clock(begins + it * HOUR_MS)}
        </span>
      ))}
    </div>
  );
}

interface SlotProps {
  slot: Slot;
  isChosen: boolean;
  onChoose: () => void;
}

function SlotButton({ slot, isChosen, onChoose }: SlotProps) {
  const { t } = useTranslation('calendar');
  const times = useTimes();
  const isClear = slot.conflicts.length === 0 && slot.out_of_hours.length === 0;
  return (
    <button type="button" className={classes.slot} aria-pressed={isChosen} onClick={onChoose}>
      {times.when({ ...slot, is_all_day: false })}
      {isClear && <small data-tone="success">{t('find.all')}</small>}
      {slot.conflicts.length > 0 && (
        <small data-tone="warning">
          {t('find.conflicts', { names: slot.conflicts.join(', ') })}
        </small>
      )}
      {slot.out_of_hours.length > 0 && (
        <small>{t('find.outside', { names: slot.out_of_hours.join(', ') })}</small>
      )}
    </button>
  );
}
