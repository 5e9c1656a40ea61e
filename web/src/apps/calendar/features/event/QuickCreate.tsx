/** The card of a new event: a title, or a line of plain words that says more. */
import { useState } from 'react';
import { Button, Select, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMapPin, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { createEvent } from '@/apps/calendar/client/act';
import { useWritable } from '@/apps/calendar/client/calendars';
import { readLine, searchGuests } from '@/apps/calendar/client/scheduling';
import type { Quick } from '@/apps/calendar/client/types';
import { eventIn, hasGuests, type Draft, type DraftGuest } from '@/apps/calendar/model/draft';
import { useBench } from '../bench';
import { focusEventSoon } from '../focus';
import { handOver } from '../editor/handover';
import { GuestsField } from '../editor/GuestsField';
import { WhenFields } from '../editor/WhenFields';
import classes from './card.module.css';

interface Props {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onClose: () => void;
}

const WORDS_MIN = 4;

interface Understood {
  quick: Quick;
  guests: DraftGuest[];
  /** Words that name nobody. */
  unknown: string[];
}

async function understand(line: string, zone: string): Promise<Understood> {
  const quick = await readLine(line, zone);
  const found = await Promise.all(
    quick.guests.map(async (word) => {
      const [first] = await searchGuests(word).catch(() => []);
      return { word, first };
    }),
  );
  return {
    quick,
    guests: found.flatMap(({ first }) =>
      first ? [{ id: first.id, name: first.name, email: first.email, is_optional: false }] : [],
    ),
    unknown: found.flatMap(({ word, first }) => (first ? [] : [word])),
  };
}

const lineQuery = (line: string, zone: string) => ({
  queryKey: ['calendar', 'quick', line, zone],
  queryFn: () => understand(line, zone),
  staleTime: Infinity,
  retry: false,
});

const isMore = (it: Understood): boolean => it.quick.understood.length > 0;

/** What the server makes of the title, when that is more than a title. */
function useUnderstood(title: string, zone: string): Understood | null {
  const [line] = useDebouncedValue(title.trim(), 350);
  const { data } = useQuery({ ...lineQuery(line, zone), enabled: line.length >= WORDS_MIN });
  return data && isMore(data) && line === title.trim() ? data : null;
}

/** The same for who presses Enter before it was shown. */
async function understoodNow(title: string, zone: string): Promise<Understood | null> {
  const line = title.trim();
  if (line.length < WORDS_MIN) return null;
  const found = await queries.fetchQuery(lineQuery(line, zone)).catch(() => null);
  return found && isMore(found) ? found : null;
}

/** Take over what was understood. */
const withQuick = (draft: Draft, { quick, guests }: Understood): Draft => ({
  ...draft,
  title: quick.title,
  start: quick.start,
  end: quick.end,
  is_all_day: quick.is_all_day,
  recurrence: quick.recurrence ?? draft.recurrence,
  location: quick.location || draft.location,
  guests: [
    ...draft.guests,
    ...guests.filter((it) => !draft.guests.some((one) => one.email === it.email)),
  ],
});

export function QuickCreate({ draft, onChange, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const { times, zone } = useBench();
  const go = useGo();
  const writable = useWritable();
  const [isSaving, setSaving] = useState(false);
  const seen = useUnderstood(draft.title, zone);
  // The calendars may have been read only after the card was opened.
  const calendarId = draft.calendar_id || writable[0]?.id || '';
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) =>
    onChange({ ...draft, [name]: value });

  async function understood(): Promise<Draft> {
    const found = seen ?? (await understoodNow(draft.title, zone));
    return found ? withQuick(draft, found) : draft;
  }

  async function save(): Promise<void> {
    setSaving(true);
    const final = await understood();
    try {
      const made = await createEvent(
        { ...eventIn(final), calendar_id: calendarId },
        hasGuests(final),
      );
      onClose();
      focusEventSoon(`${made.event_id}~${made.recurrence_id}`);
      toast.show(
        t(hasGuests(final) ? 'created.invited' : 'created', {
          title: made.title || t('untitled'),
          when: times.when(made),
        }),
        { tone: 'success' },
      );
    } catch (error) {
      toast.problem(error);
      setSaving(false);
    }
  }
  return (
    <form
      className={classes.quick}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        data-autofocus
        aria-label={t('field.title')}
        placeholder={t('quick.hint')}
        value={draft.title}
        onChange={(event) => set('title', event.currentTarget.value)}
      />
      {seen && <Preview found={seen} onUse={() => onChange(withQuick(draft, seen))} />}
      <WhenFields draft={draft} onChange={onChange} isShort />
      <GuestsField guests={draft.guests} onChange={(guests) => set('guests', guests)} />
      <TextInput
        aria-label={t('field.location')}
        placeholder={t('field.location')}
        leftSection={<IconMapPin size={16} stroke={1.75} />}
        value={draft.location}
        onChange={(event) => set('location', event.currentTarget.value)}
      />
      {writable.length > 1 && (
        <Select
          aria-label={t('field.calendar')}
          allowDeselect={false}
          data={writable.map((it) => ({ value: it.id, label: it.name }))}
          value={calendarId}
          onChange={(value) => value && set('calendar_id', value)}
        />
      )}
      <div className={classes.foot}>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            void understood().then((final) => {
              handOver(final);
              go('/calendar/event/new');
            });
          }}
        >
          {t('quick.more')}
        </Button>
        <Button type="submit" loading={isSaving} disabled={!calendarId}>
          {t(hasGuests(draft) || seen?.guests.length ? 'save.send' : 'save')}
        </Button>
      </div>
    </form>
  );
}

function Preview({ found, onUse }: { found: Understood; onUse: () => void }) {
  const { t } = useTranslation('calendar');
  const { times } = useBench();
  const { quick, guests, unknown } = found;
  const words = [
    quick.title,
    times.when(quick),
    quick.location,
    ...guests.map((it) => it.name),
    ...unknown.map((name) => t('quick.unknown', { name })),
  ];
  return (
    <UnstyledButton className={classes.understood} onClick={onUse}>
      <IconSparkles size={16} stroke={1.75} aria-hidden />
      <span>{words.filter(Boolean).join(' · ')}</span>
      <strong>{t('quick.use')}</strong>
    </UnstyledButton>
  );
}
