/** Occurrences for tests. */
import type { Occurrence } from '../client/types';

let last = 0;

/** An occurrence; times are written "2026-11-23T09:00" and mean UTC. */
export function occurrence(start: string, end: string, more: Partial<Occurrence> = {}): Occurrence {
  last += 1;
  const isAllDay = start.length === 10;
  return {
    id: `e${last}~`,
    event_id: `e${last}`,
    recurrence_id: '',
    calendar_id: 'c1',
    title: `Event ${last}`,
    start: isAllDay ? start : `${start}:00Z`,
    end: isAllDay ? end : `${end}:00Z`,
    is_all_day: isAllDay,
    status: 'confirmed',
    busy: 'busy',
    visibility: '',
    color: '',
    location: '',
    kind: 'event',
    recurs: false,
    organizer: '',
    guests: 0,
    my_status: '',
    conference_url: '',
    has_attachments: false,
    may_edit: true,
    is_private_stub: false,
    ...more,
  };
}
