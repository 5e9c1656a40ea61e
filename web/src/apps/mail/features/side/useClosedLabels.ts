/** Which labels of the tree are closed, remembered in this browser. */
import { useState } from 'react';

const STORED = 'bureau.mail.closed';

function stored(): ReadonlySet<string> {
  return new Set((window.localStorage.getItem(STORED) ?? '').split(' ').filter(Boolean));
}

export function useClosedLabels() {
  const [closed, setClosed] = useState(stored);
  const toggle = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    window.localStorage.setItem(STORED, [...next].join(' '));
    setClosed(next);
  };
  return { closed, toggle };
}
