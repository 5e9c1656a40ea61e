/** Reminders that are due now. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { toast } from '@/ui';
import { dueQuery } from './badge';
import { write } from './http';
import type { DueReminder } from './types';

const DUE = dueQuery.queryKey;

export const useDueReminders = () => useQuery(dueQuery);

interface Deed {
  id: string;
  /** Be reminded again after so long; 0: no more. */
  minutes: number;
}

/** Put a reminder off, or away. */
export const useAnswerReminder = () =>
  useMutation({
    mutationFn: ({ id, minutes }: Deed) =>
      minutes > 0
        ? write('POST', `/reminders/${id}/snooze`, { minutes })
        : write('POST', `/reminders/${id}/dismiss`),
    onMutate: ({ id }) => {
      queries.setQueryData<DueReminder[]>(DUE, (all) => all?.filter((it) => it.id !== id));
    },
    onError: (error) => toast.problem(error),
  });
