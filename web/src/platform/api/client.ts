/**
 * The typed client of /api/v1, generated from the server's own description.
 *
 *     const folder = await call(api.GET('/api/v1/drive/nodes/{id}', { params: { path: { id } } }));
 */
import createClient from 'openapi-fetch';
import type { paths } from './schema';
import { sendRequest } from './request';

export const api = createClient<paths>({
  baseUrl: typeof window === 'undefined' ? '' : window.location.origin,
  credentials: 'same-origin',
  fetch: sendRequest,
});

/** The answer's body; a failure has already been thrown as a ProblemError. */
export async function call<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}
