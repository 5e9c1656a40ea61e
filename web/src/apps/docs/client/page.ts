/** The page settings of an open document: part of it, so everyone sees the same. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { pageSettings, type PageSettings } from '@/editor/document/page';

export function usePageSettings(
  ydoc: Y.Doc,
): [PageSettings, (change: Partial<PageSettings>) => void] {
  const stored = useMemo(() => ydoc.getMap<unknown>('page'), [ydoc]);
  const subscribe = useCallback(
    (changed: () => void) => {
      stored.observeDeep(changed);
      return () => stored.unobserveDeep(changed);
    },
    [stored],
  );
  const text = useSyncExternalStore(subscribe, () => JSON.stringify(stored.toJSON()));
  const page = useMemo(() => pageSettings(JSON.parse(text) as Record<string, unknown>), [text]);
  const setPage = useCallback(
    (change: Partial<PageSettings>) =>
      ydoc.transact(() => {
        for (const [key, value] of Object.entries(change)) {
          if (JSON.stringify(stored.get(key)) !== JSON.stringify(value)) stored.set(key, value);
        }
      }),
    [ydoc, stored],
  );
  return [page, setPage];
}
