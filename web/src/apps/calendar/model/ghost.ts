/** The event that is about to be made, as the views show it. */
import type { Occurrence } from '../client/types';
import type { Times } from './moving';

export const GHOST = 'ghost';

export const ghostOf = (times: Times, more: Partial<Occurrence> = {}): Occurrence => ({
  id: GHOST,
  event_id: '',
  recurrence_id: '',
  calendar_id: '',
  title: '',
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
  may_edit: false,
  is_private_stub: false,
  start: times.start,
  end: times.end,
  is_all_day: times.is_all_day,
  ...more,
});
