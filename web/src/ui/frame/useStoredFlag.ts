/** A yes/no of this browser, such as "the side bar is folded". */
import { useState } from 'react';

export function useStoredFlag(key: string): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => window.localStorage.getItem(key) === '1');
  return [
    value,
    (next) => {
      window.localStorage.setItem(key, next ? '1' : '0');
      setValue(next);
    },
  ];
}
