/** The event on the page: what was read, what is written, and storing it. */
import { useEffect, useState } from 'react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, toast, usePhone } from '@/ui';
import { changeEvent, createEvent, moveToCalendar } from '@/apps/calendar/client/act';
import { useSettings, useWritable } from '@/apps/calendar/client/calendars';
import { useEvent } from '@/apps/calendar/client/events';
import type { EventOut } from '@/apps/calendar/client/types';
import { isDay } from '@/apps/calendar/model/days';
import {
  changesOf,
  draftOf,
  eventIn,
  hasGuests,
  newDraft,
  usualTimes,
  type Draft,
} from '@/apps/calendar/model/draft';
import { dayAt } from '@/apps/calendar/model/zone';
import { askScope, rangesOf } from '../asking';
import { useTimes } from '../useTimes';
import { takeOver } from './handover';

export interface Editing {
  event: EventOut | undefined;
  draft: Draft | null;
  setDraft: (draft: Draft) => void;
  isNew: boolean;
  isChanged: boolean;
  isSaving: boolean;
  isReadOnly: boolean;
  error: unknown;
  retry: () => void;
  save: () => Promise<void>;
  leave: () => Promise<void>;
}

export function useEditing(): Editing {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const isPhone = usePhone();
  const id = usePathParam('event');
  const isNew = id === 'new';
  const [recurrenceId] = useQueryParam('recurrence');
  const [wanted] = useQueryParam('day');
  const { settings, zone, isLoading } = useSettings();
  const writable = useWritable();
  const times = useTimes();
  const query = useEvent(isNew ? '' : id, recurrenceId);
  const event = query.data;
  const [first, setFirst] = useState<Draft | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isSaving, setSaving] = useState(false);
  const calendar = writable[0];
  const isReadOnly = event ? !event.may_edit : false;

  useEffect(() => {
    if (draft) return;
    if (event) {
      setFirst(draftOf(event));
      setDraft(draftOf(event));
    } else if (isNew && calendar && !isLoading) {
      const now = Date.now();
      const today = dayAt(now, zone);
      const day = isDay(wanted) ? wanted : today;
      const usual = usualTimes(day, today, now, zone, settings.default_duration_min);
      const blank = newDraft(usual, settings, zone, calendar);
      setFirst(blank);
      setDraft({ ...blank, ...takeOver() });
    }
  }, [draft, event, isNew, calendar, isLoading, settings, zone, wanted]);

  const day = draft && (draft.is_all_day ? draft.start : dayAt(Date.parse(draft.start), zone));
  const isChanged = JSON.stringify(first) !== JSON.stringify(draft);
  async function leave(): Promise<void> {
    const question = {
      title: t('leave.title'),
      body: t('leave.body'),
      action: t('leave.action'),
      isDangerous: true,
    };
    if (isChanged && !isReadOnly && !(await confirm(question))) return;
    if (window.history.length > 1) window.history.back();
    else go('/calendar');
  }
  const arrive = () => go(`/calendar/${isPhone ? 'agenda' : settings.view || 'week'}/${day ?? ''}`);

  async function create(from: Draft): Promise<void> {
    const { title, ...made } = await createEvent(eventIn(from), hasGuests(from));
    toast.show(
      t(hasGuests(from) ? 'created.invited' : 'created', {
        title: title || t('untitled'),
        when: times.when(made),
      }),
      {
        tone: 'success',
      },
    );
    arrive();
  }

  async function change(stored: EventOut, from: Draft, to: Draft): Promise<void> {
    const changes = changesOf(from, to);
    const isMoved = from.calendar_id !== to.calendar_id;
    if (Object.keys(changes).length > 0) {
      const told = (hasGuests(from) || hasGuests(to)) && (stored.organizer?.is_me ?? true);
      const ranges =
        'recurrence' in changes ? (['following', 'all'] as const) : rangesOf(stored.recurs);
      const scope = await askScope({
        verb: 'change',
        ranges: stored.recurs ? ranges : ['all'],
        hasGuests: told,
      });
      if (!scope) return;
      await changeEvent(stored, changes, scope);
    }
    if (isMoved) await moveToCalendar(stored.event_id, to.calendar_id);
    toast.show(t('saved'), { tone: 'success' });
    arrive();
  }

  async function save(): Promise<void> {
    if (!draft || !first) return;
    setSaving(true);
    try {
      if (event) await change(event, first, draft);
      else await create(draft);
    } catch (error) {
      toast.problem(error);
    } finally {
      setSaving(false);
    }
  }
  return {
    event,
    draft,
    setDraft,
    isNew,
    isChanged,
    isSaving,
    isReadOnly,
    error: query.error,
    retry: () => void query.refetch(),
    save,
    leave,
  };
}
