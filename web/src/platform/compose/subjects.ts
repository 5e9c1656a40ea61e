/** Subjects for a finished text, asked for seldom: a plain request is enough. */
import { send } from '@/platform/api';
import type { Context, Suggestion } from './types';

export async function suggestSubjects(
  body: string,
  context: Context = {},
  signal?: AbortSignal,
): Promise<Suggestion[]> {
  const asked = { prefix: '', context: { ...context, field: 'subject', body } };
  const response = await send('/api/v1/compose/suggest', {
    method: 'POST',
    body: asked,
    ...(signal ? { signal } : {}),
  });
  return ((await response.json()) as { suggestions: Suggestion[] }).suggestions;
}
