/** Ctrl+Alt+M (⌘⌥M), wherever the focus is. By the key's place, as Alt changes its letter. */
import { useEffect } from 'react';

export function useShortcut(run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isAsked = (event.ctrlKey || event.metaKey) && event.altKey && event.code === 'KeyM';
      if (!isAsked || event.defaultPrevented) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [run]);
}
