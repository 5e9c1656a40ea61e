/** An event while it is written: what the fields hold, and what of it has changed. */
import type { Calendar, EventIn, EventOut, Settings } from '../client/types';
import { addDays, dayNumber, type Day } from './days';
import { wholeDays, type Times } from './moving';
import { at, dayAt, HOUR_MS, MINUTE_MS, utc } from './zone';

export interface DraftGuest {
  id: string;
  name: string;
  email: string;
  is_optional: boolean;
}

export interface Draft extends Omit<EventIn, 'guests'> {
  guests: DraftGuest[];
}

/** From the next half hour on, or at nine on another day. */
export function usualTimes(
  day: Day,
  today: Day,
  now: number,
  zone: string,
  minutes: number,
): Times {
  const half = 30 * MINUTE_MS;
  const start = day === today ? Math.ceil(now / half) * half : at(day, zone, 540);
  return { start: utc(start), end: utc(start + minutes * MINUTE_MS), is_all_day: false };
}

export function newDraft(
  times: Times,
  settings: Settings,
  zone: string,
  calendar: Calendar | undefined,
): Draft {
  return {
    ...times,
    calendar_id: calendar?.id ?? '',
    title: '',
    description: '',
    location: '',
    time_zone: zone,
    recurrence: null,
    busy: 'busy',
    visibility: 'public',
    color: '',
    kind: 'event',
    conference_url: '',
    reminders: times.is_all_day ? null : settings.default_reminders,
    guests: [],
    resources: [],
    guests_can: { modify: false, invite: true, see_guests: true },
    attachments: [],
  };
}

export function draftOf(event: EventOut): Draft {
  return {
    calendar_id: event.calendar_id,
    title: event.title,
    description: event.description,
    location: event.location,
    start: event.start,
    end: event.end,
    is_all_day: event.is_all_day,
    time_zone: event.time_zone,
    recurrence: event.recurrence,
    busy: event.busy,
    visibility: event.visibility,
    color: event.color,
    kind: event.kind,
    conference_url: event.conference_url,
    reminders: event.reminders,
    guests: event.guests
      .filter((it) => !it.is_organizer && !it.is_resource)
      .map(({ person_id, name, email, is_optional }) => ({
        id: person_id ?? '',
        name: name || email,
        email,
        is_optional,
      })),
    resources: event.resources,
    guests_can: event.guests_can,
    attachments: event.attachments,
  };
}

export const eventIn = ({ guests, attachments, ...draft }: Draft): EventIn => ({
  ...draft,
  attachments: attachments.map(({ node_id, url, name }) =>
    node_id ? { node_id, name } : { url: url ?? '', name },
  ),
  guests: guests.map(({ email, is_optional }) => ({ email, is_optional })),
});

/** What must be sent: the fields that differ; times go together. The calendar is moved apart. */
export function changesOf(before: Draft, after: Draft): Partial<EventIn> {
  const [old, next] = [eventIn(before), eventIn(after)];
  const isChanged = ([name, value]: [string, unknown]) =>
    name !== 'calendar_id' && JSON.stringify(value) !== JSON.stringify(old[name as keyof EventIn]);
  const changes: Partial<EventIn> = Object.fromEntries(Object.entries(next).filter(isChanged));
  const isMoved = ['start', 'end', 'is_all_day', 'time_zone'].some((it) => it in changes);
  if (!isMoved) return changes;
  const { start, end, is_all_day, time_zone } = next;
  return { ...changes, start, end, is_all_day, time_zone };
}

/** A new start takes the end along. */
export function withStart(draft: Draft, start: string): Draft {
  if (draft.is_all_day) {
    const shift = dayNumber(start) - dayNumber(draft.start);
    return { ...draft, start, end: addDays(draft.end, shift) };
  }
  const lasting = Date.parse(draft.end) - Date.parse(draft.start);
  return { ...draft, start, end: utc(Date.parse(start) + lasting) };
}

/** An end before the start moves the start, so that the length stays. */
export function withEnd(draft: Draft, end: string): Draft {
  if (Date.parse(end) > Date.parse(draft.start)) return { ...draft, end };
  if (draft.is_all_day) return { ...draft, start: addDays(end, -1), end };
  const lasting = Date.parse(draft.end) - Date.parse(draft.start);
  return { ...draft, end, start: utc(Date.parse(end) - lasting) };
}

/** Whole days, or hours again from nine on. */
export function withAllDay(draft: Draft, isAllDay: boolean, zone: string, minutes: number): Draft {
  if (isAllDay === draft.is_all_day) return draft;
  if (isAllDay) {
    const first = dayAt(Date.parse(draft.start), zone);
    const last = dayAt(Date.parse(draft.end) - 1, zone);
    return { ...draft, ...wholeDays(first, last < first ? first : last) };
  }
  const start = at(draft.start, zone, 540);
  const last = addDays(draft.end, -1);
  const end = last > draft.start ? at(last, zone, 1080) : start + Math.max(minutes * MINUTE_MS, 0);
  return { ...draft, start: utc(start), end: utc(end || start + HOUR_MS), is_all_day: false };
}

/** Whether anybody but the organiser would be told. */
export const hasGuests = (draft: Pick<Draft, 'guests'>): boolean => draft.guests.length > 0;
