/** The number on the calendar's icon: reminders that are due. */
import { useDueReminders } from './reminders';

export const useDueCount = (): number => useDueReminders().data?.length ?? 0;
