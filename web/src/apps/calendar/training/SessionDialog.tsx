/** Planning a date: when, where, and for how many. */
import { useState } from 'react';
import { Button, Group, Modal, NumberInput, Stack, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { useSettings } from '../client/calendars';
import { at, dayAt, HOUR_MS, minuteAt, minuteOfText, textOfMinute, utc } from '../model/zone';
import { saveSession, type Course, type Session } from './client';
import { RoomSelect } from './RoomSelect';
import classes from './training.module.css';

interface Props {
  course: Course;
  /** None for a new one. */
  session: Session | null;
  onClose: () => void;
}

interface Draft {
  firstDay: string;
  start: string;
  lastDay: string;
  end: string;
  place: string;
  room_id: string | null;
  conference_url: string;
  seats: number | null;
  closesDay: string;
}

const WEEK_MS = 7 * 24 * HOUR_MS;

function draftOf(session: Session | null, zone: string): Draft {
  const day = dayAt(Date.now() + WEEK_MS, zone);
  if (!session) {
    return {
      firstDay: day,
      start: '09:00',
      lastDay: day,
      end: '11:00',
      place: '',
      room_id: null,
      conference_url: '',
      seats: 12,
      closesDay: '',
    };
  }
  const [start, end] = [Date.parse(session.starts_at), Date.parse(session.ends_at)];
  return {
    firstDay: dayAt(start, zone),
    start: textOfMinute(minuteAt(start, zone)),
    lastDay: dayAt(end, zone),
    end: textOfMinute(minuteAt(end, zone)),
    place: session.place,
    room_id: session.room?.id ?? null,
    conference_url: session.conference_url,
    seats: session.seats,
    closesDay: session.closes_at ? dayAt(Date.parse(session.closes_at) - 1, zone) : '',
  };
}

const instant = (day: string, clock: string, zone: string): string =>
  day && clock ? utc(at(day, zone, minuteOfText(clock))) : '';

/** Registration is open until the end of that day, or until it begins. */
function closing(day: string, start: string, zone: string): string | null {
  if (!day) return null;
  const end = utc(at(day, zone, 24 * 60));
  return Date.parse(end) < Date.parse(start) ? end : null;
}

export function SessionDialog({ course, session, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const { zone: own } = useSettings();
  const zone = session?.time_zone ?? own;
  const [draft, setDraft] = useState(() => draftOf(session, zone));
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const [isSaving, setSaving] = useState(false);
  const set = (changes: Partial<Draft>) => setDraft({ ...draft, ...changes });
  const starts_at = instant(draft.firstDay, draft.start, zone);
  const ends_at = instant(draft.lastDay, draft.end, zone);
  const isOrdered = starts_at !== '' && ends_at !== '' && starts_at < ends_at;

  async function save(): Promise<void> {
    setSaving(true);
    const { place, room_id, conference_url, seats } = draft;
    const closes_at = closing(draft.closesDay, starts_at, zone);
    const when = { starts_at, ends_at, time_zone: zone, closes_at };
    try {
      const fields = { ...when, place, room_id, conference_url, seats };
      await saveSession(course.id, session?.id ?? null, fields);
      onClose();
    } catch (error) {
      setSaving(false);
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={560}
      title={session ? t('training.date.edit') : t('training.date.new')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="sm">
        <Times draft={draft} onChange={set} isOrdered={isOrdered} problem={problem} />
        <TextInput
          label={t('training.place')}
          value={draft.place}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
        <RoomSelect
          roomId={draft.room_id}
          room={session?.room ?? null}
          from={starts_at}
          to={ends_at}
          onChange={(room_id) => set({ room_id })}
        />
        <TextInput
          label={t('training.link')}
          placeholder="https://"
          value={draft.conference_url}
          error={problem?.messageFor('conference_url')}
          onChange={(event) => set({ conference_url: event.currentTarget.value.trim() })}
        />
        <div className={classes.pair}>
          <NumberInput
            label={t('training.seats')}
            description={t('training.seats.help')}
            min={1}
            max={10_000}
            allowDecimal={false}
            value={draft.seats ?? ''}
            error={problem?.messageFor('seats')}
            onChange={(value) => set({ seats: Number(value) || null })}
          />
          <TextInput
            type="date"
            label={t('training.closes')}
            description={t('training.closes.help')}
            max={draft.firstDay}
            value={draft.closesDay}
            error={problem?.messageFor('closes_at')}
            onChange={(event) => set({ closesDay: event.currentTarget.value })}
          />
        </div>
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={!isOrdered} loading={isSaving} onClick={() => void save()}>
          {session ? t('save') : t('training.date.plan')}
        </Button>
      </Group>
    </Modal>
  );
}

interface TimesProps {
  draft: Draft;
  isOrdered: boolean;
  problem: ProblemError | null;
  onChange: (changes: Partial<Draft>) => void;
}

function Times({ draft, isOrdered, problem, onChange }: TimesProps) {
  const { t } = useTranslation('calendar');
  const wrong = isOrdered ? problem?.messageFor('ends_at') : t('training.ends.wrong');
  /** A date of one day stays one when it moves. */
  const setFirst = (firstDay: string) =>
    onChange({
      firstDay,
      lastDay:
        draft.lastDay === draft.firstDay || draft.lastDay < firstDay ? firstDay : draft.lastDay,
    });
  return (
    <div className={classes.times}>
      <TextInput
        type="date"
        label={t('field.firstDay')}
        value={draft.firstDay}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <TextInput
        type="time"
        label={t('field.start')}
        value={draft.start}
        onChange={(event) => onChange({ start: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t('field.lastDay')}
        min={draft.firstDay}
        value={draft.lastDay}
        onChange={(event) => onChange({ lastDay: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t('field.end')}
        value={draft.end}
        error={wrong}
        onChange={(event) => onChange({ end: event.currentTarget.value })}
      />
    </div>
  );
}
