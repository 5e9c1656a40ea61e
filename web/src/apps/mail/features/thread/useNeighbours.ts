/** The conversations before and after this one in the list it was opened from. */
import { queries } from '@/platform/api';
import { listKey } from '@/apps/mail/client/lists';
import type { List } from '@/apps/mail/client/rows';
import { useMail } from '../MailContext';
import { memoryOf } from '../list/memory';
import { useEffect } from 'react';

export function useNeighbours(): { newer: string; older: string } {
  const { account, boxId, place } = useMail();
  const list = queries.getQueryData<List>(listKey(account.id, boxId, place.query));
  const rows = list?.rows ?? [];
  const at = rows.findIndex((row) => row.id === place.thread);
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  useEffect(() => {
    if (at >= 0) memory.cursor = place.thread;
  }, [at, memory, place.thread]);
  if (at < 0) return { newer: '', older: '' };
  return { newer: rows[at - 1]?.id ?? '', older: rows[at + 1]?.id ?? '' };
}
