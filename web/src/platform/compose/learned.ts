/** What the server learned from somebody's texts, and the switch of the organisation. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

export type Learned = components['schemas']['OwnStateOut'];
export type Organisation = components['schemas']['SettingsOut'];

const KEY = 'compose';

export const learnedQuery = queryOptions<Learned, ProblemError>({
  queryKey: [KEY, 'me'],
  queryFn: () => call(api.GET('/api/v1/compose/me')),
});

/** Forget everything that was learned from the caller. */
export async function forgetLearned(): Promise<void> {
  await call(api.DELETE('/api/v1/compose/me'));
  await queries.invalidateQueries({ queryKey: [KEY] });
}

export const organisationQuery = queryOptions<Organisation, ProblemError>({
  queryKey: [KEY, 'settings'],
  queryFn: () => call(api.GET('/api/v1/compose/settings')),
});

/** Turn suggestions on or off for everybody. */
export async function switchOrganisation(is_on: boolean): Promise<void> {
  await call(api.PATCH('/api/v1/compose/settings', { body: { is_on } }));
  await queries.invalidateQueries({ queryKey: [KEY] });
}
