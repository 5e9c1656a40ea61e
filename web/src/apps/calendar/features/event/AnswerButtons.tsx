/** One's own answer to an invitation, with a note and another time if one likes. */
import { useState } from 'react';
import { Button, Group, SegmentedControl, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { answerEvent } from '@/apps/calendar/client/act';
import type { Answer, EventOut, Occurrence } from '@/apps/calendar/client/types';
import { instantOfText, localText, MINUTE_MS, utc } from '@/apps/calendar/model/zone';
import { useBench } from '../bench';
import classes from './card.module.css';

const answers: readonly Answer[] = ['accepted', 'tentative', 'declined'];

interface Props {
  occurrence: Occurrence;
  event: EventOut;
}

export function AnswerButtons({ occurrence, event }: Props) {
  const { t } = useTranslation('calendar');
  const [isMore, setMore] = useState(false);
  const [range, setRange] = useState<'this' | 'all'>(occurrence.recurs ? 'this' : 'all');
  const mine = occurrence.my_status;
  const answer = (status: Answer, more: { note?: string; proposed?: [string, string] } = {}) => {
    const { note, proposed } = more;
    void answerEvent(occurrence, {
      status,
      range,
      ...(note ? { note } : {}),
      ...(proposed ? { proposed_start: proposed[0], proposed_end: proposed[1] } : {}),
    }).then((isDone) => isDone && toast.show(t(`answer.told.${status}`), { tone: 'success' }));
  };
  return (
    <div className={classes.answer}>
      {occurrence.recurs && (
        <SegmentedControl
          size="xs"
          fullWidth
          value={range}
          onChange={(value) => setRange(value === 'all' ? 'all' : 'this')}
          aria-label={t('answer.range')}
          data={[
            { value: 'this', label: t('scope.range.this') },
            { value: 'all', label: t('scope.range.all') },
          ]}
        />
      )}
      <Group gap="xs" wrap="nowrap">
        <span className={classes.going}>{t('answer.ask')}</span>
        {answers.map((it) => (
          <Button
            key={it}
            size="xs"
            variant={mine === it ? 'filled' : 'default'}
            aria-pressed={mine === it}
            onClick={() => answer(it)}
          >
            {t(`answer.${it}`)}
          </Button>
        ))}
      </Group>
      {isMore ? (
        <More event={event} mine={mine} onSend={answer} />
      ) : (
        <UnstyledButton className={classes.all} onClick={() => setMore(true)}>
          {t('answer.more')}
        </UnstyledButton>
      )}
    </div>
  );
}

interface MoreProps {
  event: EventOut;
  mine: Occurrence['my_status'];
  onSend: (status: Answer, more: { note?: string; proposed?: [string, string] }) => void;
}

function More({ event, mine, onSend }: MoreProps) {
  const { t } = useTranslation('calendar');
  const { zone } = useBench();
  const [note, setNote] = useState('');
  const [start, setStart] = useState('');
  const lasting = Date.parse(event.end) - Date.parse(event.start);
  const status: Answer = mine && mine !== 'needs-action' ? mine : 'tentative';
  function send(): void {
    const at = instantOfText(start, zone);
    const proposed: [string, string] | undefined = Number.isNaN(at)
      ? undefined
      : [utc(at), utc(at + lasting)];
    onSend(proposed ? 'tentative' : status, {
      note: note.trim(),
      ...(proposed ? { proposed } : {}),
    });
    setNote('');
    setStart('');
  }
  return (
    <Stack gap="xs">
      <TextInput
        size="xs"
        label={t('answer.note')}
        value={note}
        onChange={(change) => setNote(change.currentTarget.value)}
      />
      {!event.is_all_day && (
        <TextInput
          size="xs"
          type="datetime-local"
          label={t('answer.propose')}
          value={start}
          min={localText(Date.now() - MINUTE_MS, zone)}
          onChange={(change) => setStart(change.currentTarget.value)}
        />
      )}
      <Group justify="flex-end">
        <Button size="xs" variant="default" disabled={!note.trim() && !start} onClick={send}>
          {t('answer.send')}
        </Button>
      </Group>
    </Stack>
  );
}
