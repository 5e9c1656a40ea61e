/** How the person wants mail to look and to behave; kept on the server, shown at once. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { queries, send, type ProblemError } from '@/platform/api';
import { toast } from '@/ui';
import { defaults, type MailSettings } from '../model/settings';

const PATH = '/api/v1/mail/settings';

/** Changes on their way to the server: what is read meanwhile does not undo them on screen. */
const underWay = new Set<Partial<MailSettings>>();

const settingsOf = (answer: unknown): MailSettings =>
  Object.assign({ ...defaults }, answer, ...underWay) as MailSettings;

export const settingsQuery = queryOptions<MailSettings, ProblemError>({
  queryKey: ['mail-settings'],
  queryFn: async ({ signal }) => settingsOf(await (await send(PATH, { signal })).json()),
  staleTime: Infinity,
  placeholderData: defaults,
});

export const useMailSettings = (): MailSettings => useQuery(settingsQuery).data ?? defaults;

export const settingsNow = (): MailSettings =>
  queries.getQueryData(settingsQuery.queryKey) ?? defaults;

/** Change some of them, on screen at once; what the server refuses is taken back. */
export async function changeSettings(patch: Partial<MailSettings>): Promise<void> {
  const { queryKey } = settingsQuery;
  const before = settingsNow();
  const undo = Object.fromEntries(
    Object.keys(patch).map((name) => [name, before[name as keyof MailSettings]]),
  );
  underWay.add(patch);
  queries.setQueryData(queryKey, (now) => now && { ...now, ...patch });
  try {
    const answer: unknown = await (await send(PATH, { method: 'PATCH', body: patch })).json();
    underWay.delete(patch);
    queries.setQueryData(queryKey, settingsOf(answer));
  } catch (error) {
    underWay.delete(patch);
    queries.setQueryData(queryKey, (now) => now && { ...now, ...undo });
    toast.problem(error);
  }
}
