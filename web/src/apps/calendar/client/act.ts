/** What one does with events: shown at once, taken back with what the server says when it refuses. */
import { queries } from '@/platform/api';
import { toast } from '@/ui';
import { ghostOf } from '../model/ghost';
import { isSame, timesOf, type Times } from '../model/moving';
import {
  addOccurrence,
  eventKey,
  hide,
  patchOccurrences,
  readEvent,
  refreshEvents,
} from './events';
import { removeOnLeaving, write } from './http';
import type { Answer, EventIn, EventOut, Occurrence, Range } from './types';

export interface Scope {
  range: Range;
  notifies: boolean;
  note: string;
}

interface Target {
  event_id: string;
  recurrence_id: string;
}

/** Run it; a failure is told in a toast and what was shown ahead is read anew. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  } finally {
    void refreshEvents();
  }
}

/** An occurrence as it will look, before the server knows it. */
const sketch = (event: NewEvent): Occurrence =>
  ghostOf(event, {
    id: `new~${event.start}`,
    calendar_id: event.calendar_id,
    title: event.title ?? '',
    color: event.color ?? '',
    location: event.location ?? '',
    kind: event.kind ?? '',
    recurs: Boolean(event.recurrence),
    guests: event.guests?.length ?? 0,
  });

/** The sketch of what has now been made, until the lists are read again. */
const asMade = (it: Occurrence, { event_id, recurrence_id, may_edit }: EventOut): Occurrence => ({
  ...it,
  id: `${event_id}~${recurrence_id}`,
  event_id,
  recurrence_id,
  may_edit,
});

export type NewEvent = Partial<EventIn> & Times & { calendar_id: string };

/** Make an event; failures are the caller's, who keeps what was typed. */
export async function createEvent(event: NewEvent, notifies: boolean): Promise<EventOut> {
  const ahead = sketch(event);
  addOccurrence(ahead);
  try {
    const made = await write<EventOut>('POST', '/events', { ...event, notifies });
    patchOccurrences((it) => (it.id === ahead.id ? asMade(it, made) : it));
    return made;
  } catch (error) {
    patchOccurrences((it) => (it.id === ahead.id ? null : it));
    throw error;
  } finally {
    void refreshEvents();
  }
}

const patch = (
  { event_id, recurrence_id }: Target,
  changes: Partial<EventIn>,
  { range, notifies, note }: Scope,
  etag?: string,
): Promise<EventOut> =>
  write<EventOut>('PATCH', `/events/${event_id}`, {
    range,
    recurrence_id,
    changes,
    notifies,
    note,
    ...(etag ? { etag } : {}),
  });

/** Change an event that was read in full; failures are the caller's. */
export async function changeEvent(
  event: EventOut,
  changes: Partial<EventIn>,
  scope: Scope,
): Promise<EventOut> {
  try {
    return await patch(event, changes, scope, event.etag);
  } finally {
    void refreshEvents();
  }
}

/** Put an occurrence at other times; `words` is said with Undo beside it. */
export function reschedule(
  occurrence: Occurrence,
  times: Times,
  scope: Scope,
  words: string,
): Promise<boolean> {
  const before = timesOf(occurrence);
  if (isSame(before, times)) return Promise.resolve(true);
  patchOccurrences((it) => (it.id === occurrence.id ? { ...it, ...times } : it));
  return attempt(async () => {
    const changed = await patch(occurrence, times, scope);
    const target = { event_id: changed.event_id, recurrence_id: changed.recurrence_id };
    toast.show(words, {
      undo: () =>
        attempt(() =>
          patch(target, before, {
            ...scope,
            range: scope.range === 'following' ? 'all' : scope.range,
            note: '',
          }),
        ),
    });
  });
}

const CALLED_BACK_MS = 8000;

/** Delete once it can no longer be called back; leaving the page does it at once. */
export function removeOccurrence(
  occurrence: Target & { id?: string },
  scope: Scope,
  words: string,
): void {
  const { event_id, recurrence_id } = occurrence;
  const ids = [
    scope.range === 'all' ? event_id : (occurrence.id ?? `${event_id}~${recurrence_id}`),
  ];
  hide(ids, true);
  const path = `/events/${event_id}`;
  const query = { range: scope.range, recurrence_id, notifies: scope.notifies };
  const commit = (remove: () => Promise<unknown>) => {
    stop();
    void attempt(remove).then(async () => {
      await refreshEvents();
      hide(ids, false);
    });
  };
  const onLeaving = () => commit(() => removeOnLeaving(path, query));
  const timer = window.setTimeout(
    () => commit(() => write('DELETE', path, undefined, query)),
    CALLED_BACK_MS,
  );
  window.addEventListener('pagehide', onLeaving);
  function stop(): void {
    window.clearTimeout(timer);
    window.removeEventListener('pagehide', onLeaving);
  }
  toast.show(words, {
    undo: () => {
      stop();
      hide(ids, false);
    },
  });
}

export interface Reply {
  status: Answer;
  range: 'this' | 'all';
  note?: string;
  proposed_start?: string;
  proposed_end?: string;
}

/** Answer an invitation. */
export function answerEvent(target: Target, reply: Reply): Promise<boolean> {
  const { event_id, recurrence_id } = target;
  const { status, range } = reply;
  patchOccurrences((it) =>
    it.event_id === event_id && (range === 'all' || it.recurrence_id === recurrence_id)
      ? { ...it, my_status: status }
      : it,
  );
  queries.setQueryData<EventOut>(
    eventKey(event_id, recurrence_id),
    (it) => it && { ...it, my_status: status },
  );
  return attempt(() => write('POST', `/events/${event_id}/answer`, { recurrence_id, ...reply }));
}

/** Tell the guests that one comes later. */
export const tellLate = (target: Target, minutes: number, words: string): Promise<boolean> =>
  attempt(async () => {
    await write('POST', `/events/${target.event_id}/late`, { minutes, note: '' });
    toast.show(words);
  });

export const moveToCalendar = (eventId: string, calendarId: string): Promise<boolean> =>
  attempt(() => write('POST', `/events/${eventId}/move`, { calendar_id: calendarId }));

/** Make a copy that is the person's own and open for changes. */
export async function duplicate(target: Target): Promise<Omit<Partial<EventIn>, 'guests'>> {
  const event = await readEvent(target.event_id, target.recurrence_id);
  const { title, description, location, start, end, is_all_day, time_zone } = event;
  return { title, description, location, start, end, is_all_day, time_zone };
}
