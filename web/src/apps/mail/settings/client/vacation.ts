/** The automatic answer while one is away (RFC 8621 section 8, with whom and how often). */
import { queryOptions } from '@tanstack/react-query';
import { queries, type ProblemError } from '@/platform/api';
import { jmap, type GetResult, type SetResult } from '@/platform/jmap';
import { checkSet } from '@/apps/mail/client/setErrors';

export type Answered = 'everybody' | 'known' | 'inside';

export interface Vacation {
  isEnabled: boolean;
  fromDate: string | null;
  toDate: string | null;
  subject: string | null;
  textBody: string | null;
  htmlBody: string | null;
  answerTo: Answered;
  pauseDays: number;
}

export const vacationQuery = (accountId: string) =>
  queryOptions<Vacation | null, ProblemError>({
    queryKey: ['mail-vacation', accountId],
    queryFn: async () => {
      const args = { accountId, ids: ['singleton'] };
      const properties = [
        'isEnabled',
        'fromDate',
        'toDate',
        'subject',
        'textBody',
        'htmlBody',
        'answerTo',
        'pauseDays',
      ];
      const all = { ...args, properties };
      return (await jmap.call<GetResult<Vacation>>('VacationResponse/get', all)).list[0] ?? null;
    },
  });

export async function changeVacation(accountId: string, patch: Partial<Vacation>): Promise<void> {
  const update = { singleton: patch };
  checkSet(await jmap.call<SetResult<Vacation>>('VacationResponse/set', { accountId, update }));
  await queries.invalidateQueries({ queryKey: ['mail-vacation', accountId] });
}
