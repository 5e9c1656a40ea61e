/** How the person wants mail to look and to behave; kept on the server, shown at once. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { queries, send, type ProblemError } from '@/platform/api';
import { toast } from '@/ui';
import { defaults, type MailSettings } from '../model/settings';

const PATH = '/api/v1/mail/settings';

export const settingsQuery = queryOptions<MailSettings, ProblemError>({
  queryKey: ['mail-settings'],
  queryFn: async ({ signal }) => {
    const response = await send(PATH, { signal });
    return { ...defaults, ...((await response.json()) as Partial<MailSettings>) };
  },
  staleTime: Infinity,
  placeholderData: defaults,
});

export const useMailSettings = (): MailSettings => useQuery(settingsQuery).data ?? defaults;

export const settingsNow = (): MailSettings =>
  queries.getQueryData(settingsQuery.queryKey) ?? defaults;

/** Change some of them, on screen at once; what the server refuses is taken back. */
export async function changeSettings(patch: Partial<MailSettings>): Promise<void> {
  const { queryKey } = settingsQuery;
  await queries.cancelQueries({ queryKey });
  const before = settingsNow();
  queries.setQueryData(queryKey, { ...before, ...patch });
  try {
    await send(PATH, { method: 'PATCH', body: patch });
  } catch (error) {
    queries.setQueryData(queryKey, before);
    toast.problem(error);
  }
}
