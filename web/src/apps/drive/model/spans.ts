/** How long ago something was, in the few steps that headings of lists have. */
export type Span = 'today' | 'week' | 'month' | 'year' | 'before';

const DAY_MS = 86_400_000;

/** Days are those of the person's own calendar. */
export function spanOf(at: string, now = new Date()): Span {
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const time = new Date(at).getTime();
  if (time >= midnight) return 'today';
  if (time >= midnight - 6 * DAY_MS) return 'week';
  if (time >= midnight - 30 * DAY_MS) return 'month';
  return new Date(at).getFullYear() === now.getFullYear() ? 'year' : 'before';
}
