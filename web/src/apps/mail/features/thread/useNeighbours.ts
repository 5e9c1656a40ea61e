/** The conversations before and after this one in the list it was opened from. */
import { useEffect } from 'react';
import { queries } from '@/platform/api';
import { listKey } from '@/apps/mail/client/lists';
import { positionOf, rowAt, type List } from '@/apps/mail/model/window';
import { memoryOf } from '../list/memory';
import { useOrder } from '../list/useOrder';
import { useMail } from '../MailContext';

export function useNeighbours(): { newer: string; older: string } {
  const { account, boxId, place } = useMail();
  const order = useOrder();
  const key = listKey(account.id, { boxId, query: place.query, ...order });
  const list = queries.getQueryData<List>(key);
  const at = list ? positionOf(list, place.thread) : -1;
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  useEffect(() => {
    if (at >= 0) memory.cursor = place.thread;
  }, [at, memory, place.thread]);
  if (!list || at < 0) return { newer: '', older: '' };
  return { newer: rowAt(list, at - 1)?.id ?? '', older: rowAt(list, at + 1)?.id ?? '' };
}
