/** Words of the desk: states, priorities and their tones. */
import {
  IconAlertTriangle,
  IconArrowDown,
  IconCircle,
  IconCircleCheck,
  IconCircleDot,
  IconClockPause,
  IconEqual,
  IconFlame,
  IconLock,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from '@/ui';
import type { Priority, Status } from './client';

export const statuses: readonly Status[] = ['new', 'open', 'pending', 'solved', 'closed'];
export const priorities: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

export const statusLook: Record<Status, { tone: Tone; icon: Icon }> = {
  new: { tone: 'info', icon: IconCircleDot },
  open: { tone: 'warning', icon: IconCircle },
  pending: { tone: 'neutral', icon: IconClockPause },
  solved: { tone: 'success', icon: IconCircleCheck },
  closed: { tone: 'neutral', icon: IconLock },
};

export const priorityLook: Record<Priority, { tone: Tone; icon: Icon }> = {
  urgent: { tone: 'danger', icon: IconFlame },
  high: { tone: 'warning', icon: IconAlertTriangle },
  normal: { tone: 'neutral', icon: IconEqual },
  low: { tone: 'neutral', icon: IconArrowDown },
};

export const nameOf = (person: { requester_name: string; requester_email: string }): string =>
  person.requester_name || person.requester_email;
