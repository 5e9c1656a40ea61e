/** "Move to…" and "Change length…": what dragging does, by fields. */
import { useState } from 'react';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Occurrence } from '../client/types';
import { addDays, daysBetween } from '../model/days';
import { startingAt, timesOf, type Times } from '../model/moving';
import { instantOfText, localText, MINUTE_MS, utc } from '../model/zone';
import { useLengths } from './useLengths';
import { useTimes } from './useTimes';

interface Props {
  kind: 'move' | 'length';
  occurrence: Occurrence;
  onClose: () => void;
  onMove: (it: Occurrence, times: Times) => void;
}

export function TimesDialog({ kind, occurrence, onClose, onMove }: Props) {
  const { t } = useTranslation('calendar');
  const times = timesOf(occurrence);
  return (
    <Modal
      opened
      onClose={onClose}
      size={380}
      title={kind === 'move' ? t('moveTo.title') : t('length.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {kind === 'move' ? (
        <MoveForm
          times={times}
          onDone={(next) => {
            onClose();
            onMove(occurrence, next);
          }}
        />
      ) : (
        <LengthForm
          times={times}
          onDone={(next) => {
            onClose();
            onMove(occurrence, next);
          }}
        />
      )}
    </Modal>
  );
}

interface FormProps {
  times: Times;
  onDone: (times: Times) => void;
}

function MoveForm({ times, onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const { zone, when } = useTimes();
  const [text, setText] = useState(() =>
    times.is_all_day ? times.start : localText(Date.parse(times.start), zone),
  );
  const next = movedTo(times, text, zone);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (next) onDone(next);
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          type={times.is_all_day ? 'date' : 'datetime-local'}
          label={t('moveTo.start')}
          description={next ? when(next) : t('moveTo.none')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!next}>
            {t('moveTo.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function movedTo(times: Times, text: string, zone: string): Times | null {
  if (times.is_all_day) {
    if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
    const end = addDays(text, daysBetween(times.start, times.end));
    return { start: text, end, is_all_day: true };
  }
  const start = instantOfText(text, zone);
  return Number.isNaN(start) ? null : startingAt(times, start);
}

function LengthForm({ times, onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const { when } = useTimes();
  const lengths = useLengths();
  const isDays = times.is_all_day;
  const minutes = (Date.parse(times.end) - Date.parse(times.start)) / MINUTE_MS;
  const [length, setLength] = useState(String(minutes));
  const choices = lengths(isDays, minutes);
  const next: Times = isDays
    ? { ...times, end: addDays(times.start, Math.round(Number(length) / 1440)) }
    : { ...times, end: utc(Date.parse(times.start) + Number(length) * MINUTE_MS) };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onDone(next);
      }}
    >
      <Stack gap="sm">
        <Select
          data-autofocus
          label={t('length.field')}
          description={when(next)}
          data={choices}
          value={length}
          allowDeselect={false}
          onChange={(value) => value && setLength(value)}
        />
        <Group justify="flex-end">
          <Button type="submit">{t('length.action')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
