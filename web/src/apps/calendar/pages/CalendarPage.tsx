/** The calendar: one of its views, the card of an event, and what is asked on the way. */
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useGo, usePathname, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, ErrorState, toast, usePhone, useStoredFlag } from '@/ui';
import { removeOccurrence, reschedule } from '../client/act';
import { useCalendars, useCalendarsById, useSettings, useWritable } from '../client/calendars';
import { useOccurrences } from '../client/events';
import type { Occurrence } from '../client/types';
import { newDraft, usualTimes, type Draft } from '../model/draft';
import { ghostOf } from '../model/ghost';
import { isSame, timesOf, type Times } from '../model/moving';
import { addressOf, daysOf, isView, placeOf, turn, type View } from '../model/views';
import { dayAt } from '../model/zone';
import { Agenda } from '../features/agenda/Agenda';
import { askScope, rangesOf } from '../features/asking';
import { BenchContext, type Bench } from '../features/bench';
import { DueReminders } from '../features/due/DueReminders';
import { Card } from '../features/event/Card';
import { EventCard } from '../features/event/EventCard';
import { QuickCreate } from '../features/event/QuickCreate';
import { TimeGrid } from '../features/grid/TimeGrid';
import { MonthGrid } from '../features/month/MonthGrid';
import { Questions } from '../features/Questions';
import { CalendarSide } from '../features/side/CalendarSide';
import { PhoneViews, ViewBar } from '../features/ViewBar';
import { useCalendarKeys } from '../features/useCalendarKeys';
import { useNow } from '../features/useNow';
import { usePrefetch } from '../features/usePrefetch';
import { useTimes } from '../features/useTimes';

const YearView = lazy(() => import('../features/year/YearView'));
const TeamView = lazy(() => import('../features/team/TeamView'));
const TaskPanel = lazy(() => import('../features/tasks/TaskPanel'));
const SearchList = lazy(() => import('../features/agenda/SearchList'));

interface Opened {
  occurrence: Occurrence;
  rect: DOMRect;
}

/** A card that was just closed by a click does not open another by the same click. */
const CLOSING_MS = 250;

function usePlace(usual: string) {
  const isPhone = usePhone();
  const { zone } = useSettings();
  const now = useNow();
  const today = dayAt(now, zone);
  const path = usePathname().replace(/^\/calendar\/?/, '');
  const chosen: View = isView(usual) ? usual : 'week';
  const view: View = isPhone ? 'agenda' : chosen;
  return { now, today, ...placeOf(path, { view, day: today }) };
}

export default function CalendarPage() {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const me = useMe();
  const { settings, zone } = useSettings();
  const { calendars, isLoading: isStarting } = useCalendars();
  const byId = useCalendarsById();
  const writable = useWritable();
  const times = useTimes();
  const isPhone = usePhone();
  const { now, today, view, day } = usePlace(settings.view);
  const [words, setWords] = useQueryParam('q');
  const [hasTasks, setTasks] = useStoredFlag('bureau.calendar.tasks');
  const [opened, setOpened] = useState<Opened | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [closedAt, setClosedAt] = useState(0);
  const days = useMemo(
    () =>
      daysOf(view, day, {
        weekStart: settings.week_start,
        showsWeekends: settings.shows_weekends,
      }),
    [view, day, settings.week_start, settings.shows_weekends],
  );
  const [first, last] = [days[0] ?? day, days.at(-1) ?? day];
  const shown = useOccurrences(calendars, first, last, zone, settings.shows_declined);
  usePrefetch(view, day, calendars, settings, zone);

  const show = useCallback(
    (next: View, to: string) => go(addressOf({ view: next, day: to })),
    [go],
  );
  const close = useCallback(() => {
    setOpened(null);
    setDraft(null);
    setClosedAt(Date.now());
  }, []);
  const create = useCallback(
    (at: Times) => {
      if (Date.now() - closedAt < CLOSING_MS) return;
      setOpened(null);
      setDraft(newDraft(at, settings, zone, writable[0]));
    },
    [closedAt, settings, zone, writable],
  );
  const startNew = () =>
    create(
      usualTimes(
        isTimedDay(days, today) ? today : day,
        today,
        now,
        zone,
        settings.default_duration_min,
      ),
    );

  const move = useCallback(
    async (it: Occurrence, to: Times): Promise<void> => {
      if (isSame(timesOf(it), to)) return;
      const hasGuests = it.guests > 0 && isMine(it, me.email);
      const scope = await askScope({
        verb: 'change',
        about: it.id,
        ranges: rangesOf(it.recurs),
        hasGuests,
      });
      if (scope) void reschedule(it, to, scope, t('moved', { when: times.when(to) }));
    },
    [me.email, t, times],
  );
  async function remove(it: Occurrence): Promise<void> {
    close();
    const hasGuests = it.guests > 0 && isMine(it, me.email);
    const scope = await askScope({
      verb: 'delete',
      about: it.id,
      ranges: rangesOf(it.recurs),
      hasGuests,
    });
    if (scope) removeOccurrence(it, scope, t('deleted', { title: it.title || t('untitled') }));
  }
  useCalendarKeys({ view, day, today, go: show, create: startNew });

  const bench: Bench = {
    calendars: byId,
    settings,
    zone,
    times,
    now,
    today,
    mayCreate: writable.length > 0,
    openId: opened?.occurrence.id ?? '',
    open: (occurrence, anchor) => {
      // What the server does not know yet has no card.
      if (!occurrence.event_id) return;
      setDraft(null);
      if (occurrence.kind === 'task') {
        setTasks(true);
        return;
      }
      setOpened({ occurrence, rect: anchor.getBoundingClientRect() });
    },
    create,
    move,
    go: show,
  };
  const occurrences = useMemo(() => {
    // While it is stored, its sketch stands there already.
    if (!draft || shown.occurrences.some((it) => !it.event_id)) return shown.occurrences;
    const { title, calendar_id, color } = draft;
    return [...shown.occurrences, ghostOf(draft, { title, calendar_id, color })];
  }, [draft, shown.occurrences]);
  const title = titleOf(view, days, day, times, isPhone);
  const current =
    opened && (occurrences.find((it) => it.id === opened.occurrence.id) ?? opened.occurrence);

  return (
    <BenchContext.Provider value={bench}>
      <AppLayout
        title={t('app')}
        side={
          <CalendarSide
            day={day}
            today={today}
            shown={[first, last]}
            settings={settings}
            times={times}
            onChoose={(to) => show(view === 'year' ? 'day' : view, to)}
            onCreate={startNew}
          />
        }
        panel={
          hasTasks && (
            <Suspense>
              <TaskPanel onClose={() => setTasks(false)} />
            </Suspense>
          )
        }
      >
        <ViewBar
          title={title}
          view={view}
          isLoading={isStarting || shown.isLoading}
          words={words}
          hasTasks={hasTasks}
          onWords={setWords}
          onTasks={() => setTasks(!hasTasks)}
          onView={(next) => show(next, day)}
          onTurn={(by) => show(view, turn(view, day, by))}
          onToday={() => show(view, today)}
          onCreate={startNew}
        />
        {shown.error && shown.occurrences.length === 0 ? (
          <ErrorState error={shown.error} onRetry={shown.refetch} />
        ) : words ? (
          <Suspense>
            <SearchList words={words} />
          </Suspense>
        ) : (
          <Body
            view={view}
            days={days}
            day={day}
            occurrences={occurrences}
            label={title}
            isLoading={isStarting || shown.isLoading}
          />
        )}
        <PhoneViews view={view} onView={(next) => show(next, day)} />
      </AppLayout>
      {current && (
        <Card
          key={current.id}
          anchorId={current.id}
          fallback={opened?.rect ?? null}
          label={current.title || t('event')}
          width={400}
          onClose={close}
        >
          <EventCard occurrence={current} onClose={close} onDelete={() => void remove(current)} />
        </Card>
      )}
      {draft && (
        <Card
          anchorId="ghost"
          changed={`${draft.start} ${draft.end}`}
          label={t('create')}
          width={440}
          onClose={() => {
            close();
            if (draft.title) toast.show(t('discarded'), { undo: () => setDraft(draft) });
          }}
        >
          <QuickCreate draft={draft} onChange={setDraft} onClose={close} />
        </Card>
      )}
      <DueReminders />
      <Questions onMove={(it, to) => void move(it, to)} />
    </BenchContext.Provider>
  );
}

const isTimedDay = (days: readonly string[], day: string): boolean => days.includes(day);

/** Whether this person invites, and so tells the guests. */
const isMine = (it: Occurrence, email: string): boolean =>
  it.organizer === '' || it.organizer.toLowerCase() === email.toLowerCase();

function titleOf(
  view: View,
  days: readonly string[],
  day: string,
  times: Bench['times'],
  isPhone: boolean,
): string {
  if (isPhone && view === 'day') return times.dayShort(day);
  if (isPhone && view !== 'year') return times.month(day);
  if (view === 'day') return times.dayLong(day);
  if (view === 'month') return times.month(day);
  if (view === 'year') return day.slice(0, 4);
  return times.range(days[0] ?? day, days.at(-1) ?? day);
}

interface BodyProps {
  view: View;
  days: readonly string[];
  day: string;
  occurrences: readonly Occurrence[];
  label: string;
  isLoading: boolean;
}

function Body({ view, days, day, occurrences, label, isLoading }: BodyProps) {
  switch (view) {
    case 'month':
      return <MonthGrid days={days} day={day} occurrences={occurrences} label={label} />;
    case 'agenda':
      return <Agenda days={days} occurrences={occurrences} label={label} isLoading={isLoading} />;
    case 'year':
      return (
        <Suspense>
          <YearView day={day} occurrences={occurrences} />
        </Suspense>
      );
    case 'team':
      return (
        <Suspense>
          <TeamView days={days} />
        </Suspense>
      );
    default:
      return <TimeGrid days={days} occurrences={occurrences} label={label} />;
  }
}
