/** The number on the calendar's icon: reminders that are due. Loaded at the start: kept small. */
import { useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';
import type { DueReminder } from './types';

const EVERY_MS = 60_000;

export const dueQuery = {
  queryKey: ['calendar', 'reminders'],
  queryFn: async (): Promise<DueReminder[]> => {
    const response = await send('/api/v1/calendar/reminders');
    return ((await response.json()) as { items: DueReminder[] }).items;
  },
  refetchInterval: EVERY_MS,
};

export const useDueCount = (): number => useQuery(dueQuery).data?.length ?? 0;
