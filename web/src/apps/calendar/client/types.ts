/** What the server says of calendars and events. */

export type Role = 'free_busy' | 'viewer' | 'commenter' | 'contributor' | 'editor' | 'manager';

export interface Calendar {
  id: string;
  name: string;
  description: string;
  color: string;
  kind: string;
  owner: { id: string; name: string; email: string };
  role: Role;
  is_shown: boolean;
  is_default: boolean;
  is_mine: boolean;
  time_zone: string;
  free_busy: string;
  is_transparent: boolean;
  components: string[];
  position: number;
  dav_url: string;
}

export interface WorkingHours {
  /** 0 is Monday. */
  day: number;
  start: string;
  end: string;
  location: string;
}

export interface Reminder {
  method: 'popup' | 'email';
  minutes: number;
}

export interface Settings {
  time_zone: string;
  second_time_zone: string | null;
  week_start: number;
  working_hours: WorkingHours[];
  default_duration_min: number;
  default_reminders: Reminder[];
  view: string;
  shows_weekends: boolean;
  shows_declined: boolean;
  dims_past: boolean;
  daily_agenda: boolean;
  default_calendar_id: string | null;
  clock: '12' | '24' | '';
}

export type BusyWord = 'free' | 'tentative' | 'busy' | 'unavailable';
export type Answer = 'accepted' | 'tentative' | 'declined';
export type MyStatus = Answer | 'needs-action' | '';
export type Visibility = 'public' | 'private' | 'confidential';
export type Range = 'this' | 'following' | 'all';

export interface Occurrence {
  /** `{event_id}~{recurrence_id}`. */
  id: string;
  event_id: string;
  recurrence_id: string;
  calendar_id: string;
  title: string;
  /** RFC 3339 in UTC, or plain dates; the end is the first moment after. */
  start: string;
  end: string;
  is_all_day: boolean;
  status: 'confirmed' | 'tentative' | 'cancelled';
  busy: BusyWord;
  visibility: string;
  color: string;
  location: string;
  kind: string;
  recurs: boolean;
  organizer: string;
  guests: number;
  my_status: MyStatus;
  conference_url: string;
  has_attachments: boolean;
  may_edit: boolean;
  is_private_stub: boolean;
}

export interface GuestIn {
  email: string;
  is_optional: boolean;
}

export interface Guest extends GuestIn {
  name: string;
  person_id: string | null;
  group_size: number | null;
  is_organizer: boolean;
  is_resource: boolean;
  status: MyStatus;
  note: string;
  proposed_start: string | null;
  proposed_end: string | null;
}

export interface GuestsCan {
  modify: boolean;
  invite: boolean;
  see_guests: boolean;
}

export interface Attachment {
  node_id?: string | null;
  url?: string | null;
  name: string;
  may_read?: boolean;
}

export interface EventIn {
  calendar_id: string;
  title: string;
  description: string;
  location: string;
  start: string;
  end: string;
  is_all_day: boolean;
  time_zone: string;
  recurrence: string | null;
  busy: BusyWord;
  visibility: Visibility;
  color: string;
  kind: string;
  conference_url: string;
  reminders: Reminder[] | null;
  guests: GuestIn[];
  resources: string[];
  guests_can: GuestsCan;
  attachments: Attachment[];
}

export interface EventOut extends Omit<EventIn, 'guests'> {
  event_id: string;
  recurrence_id: string;
  etag: string;
  uid: string;
  organizer: { name: string; email: string; is_me: boolean } | null;
  guests: Guest[];
  my_status: MyStatus;
  recurrence_text: string;
  status: string;
  recurs: boolean;
  is_private_stub: boolean;
  may_edit: boolean;
  may_answer: boolean;
  may_invite: boolean;
  created_at: string;
  updated_at: string;
  calendar: { id: string; name: string; color: string };
}

export interface Quick {
  title: string;
  start: string;
  end: string;
  is_all_day: boolean;
  recurrence: string | null;
  /** Words that name somebody, to be completed. */
  guests: string[];
  location: string;
  understood: { part: string; text: string; start: number; end: number }[];
}

export interface Busy {
  start: string;
  end: string;
  status: string;
}

export interface FreeBusy {
  email: string;
  name: string;
  is_known: boolean;
  busy: Busy[];
  working: { start: string; end: string }[];
}

export interface Slot {
  start: string;
  end: string;
  conflicts: string[];
  out_of_hours: string[];
  score: number;
}

export interface Resource {
  id: string;
  name: string;
  email: string;
  kind: string;
  building: string;
  floor: string;
  capacity: number;
  features: string[];
  may_book: boolean;
  is_free: boolean | null;
}

export interface DueReminder {
  id: string;
  event_id: string;
  recurrence_id: string;
  calendar_id: string;
  title: string;
  location: string;
  conference_url: string;
  starts_at: string;
  due_at: string;
}

export interface Task {
  id: string;
  title: string;
  notes: string;
  due: string | null;
  is_all_day: boolean;
  priority: number;
  completed: boolean;
  completed_at: string | null;
  calendar_id: string;
  may_edit: boolean;
}

export interface Grant {
  principal_id: string;
  kind: string;
  name: string;
  email: string;
  role: Role;
}

export interface DirectoryEntry {
  kind: 'person' | 'calendar';
  person_id: string | null;
  calendar_id: string | null;
  name: string;
  email: string;
  color: string;
  is_added: boolean;
}

/** A list as the API sends it. */
export interface Listed<T> {
  items: T[];
  next?: string | null;
}
