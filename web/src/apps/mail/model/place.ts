/**
 * Addresses of mail: `/mail/<box>[/<thread>]`, and `/mail/shared/<account>/<box>[/<thread>]` for
 * another account. A box is a role, a label's id, or one of the views that are no mailbox.
 */

export interface Place {
  /** Empty for one's own account. */
  account: string;
  box: string;
  thread: string;
  /** The words of a search; only with the box "search". */
  query: string;
}

/** "thread" is the address that search and notifications link to, whatever box it is in. */
export const views = ['starred', 'all', 'search', 'thread'] as const;
export type View = (typeof views)[number];

export const isView = (box: string): box is View => views.some((view) => view === box);

export function placeOf(splat: string, query: string): Place {
  const parts = splat.split('/').filter(Boolean);
  const isShared = parts[0] === 'shared' && parts.length > 1;
  const [box = 'inbox', thread = ''] = isShared ? parts.slice(2) : parts;
  return { account: isShared ? (parts[1] ?? '') : '', box, thread, query };
}

export function hrefOf(place: Partial<Place>): string {
  const { account = '', box = 'inbox', thread = '', query = '' } = place;
  const base = account ? `/mail/shared/${account}/${box}` : `/mail/${box}`;
  const path = thread ? `${base}/${thread}` : base;
  return query ? `${path}?q=${encodeURIComponent(query)}` : path;
}
