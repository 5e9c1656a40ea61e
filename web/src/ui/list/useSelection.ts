/** Which rows are chosen, with shift-extension from the last one touched. */
import { useCallback, useMemo, useState } from 'react';

export interface Selection {
  ids: ReadonlySet<string>;
  /** The row touched last; a range begins there. */
  anchor: string;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  set: (ids: Iterable<string>) => void;
  clear: () => void;
  extendTo: (id: string, order: readonly string[]) => void;
}

export function useSelection(): Selection {
  const [state, setState] = useState<{ ids: ReadonlySet<string>; anchor: string }>({
    ids: new Set(),
    anchor: '',
  });
  const set = useCallback(
    (ids: Iterable<string>) => setState({ ids: new Set(ids), anchor: '' }),
    [],
  );
  const clear = useCallback(() => set([]), [set]);
  const toggle = useCallback((id: string) => {
    setState(({ ids }) => {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      return { ids: next, anchor: id };
    });
  }, []);
  const extendTo = useCallback((id: string, order: readonly string[]) => {
    setState(({ ids, anchor }) => {
      const [from, to] = [order.indexOf(anchor), order.indexOf(id)].sort((a, b) => a - b);
      if (from === undefined || to === undefined || from < 0) {
        return { ids: new Set([...ids, id]), anchor: id };
      }
      return { ids: new Set([...ids, ...order.slice(from, to + 1)]), anchor };
    });
  }, []);
  return useMemo(
    () => ({ ...state, has: (id) => state.ids.has(id), toggle, set, clear, extendTo }),
    [state, toggle, set, clear, extendTo],
  );
}
