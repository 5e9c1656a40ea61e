/** Asks for more as soon as the end of the list comes near. */
import { useEffect, useRef } from 'react';

export function End({ onReached }: { onReached: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: '400px',
    });
    if (end.current) watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [onReached]);
  return <div ref={end} />;
}
