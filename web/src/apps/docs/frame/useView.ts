/** How this browser shows documents: zoom, outline, paper. Nothing of it is part of a document. */
import { useCallback, useState } from 'react';

export type Zoom = number | 'fit';

export interface View {
  zoom: Zoom;
  hasOutline: boolean;
  isFullScreen: boolean;
  /** White paper also in the dark theme. */
  isPaperWhite: boolean;
  hasSpelling: boolean;
  hasWordCount: boolean;
}

export const zooms = [0.5, 0.75, 0.9, 1, 1.25, 1.5, 2] as const;

const KEY = 'bureau.docs.view';
const standard: View = {
  zoom: 1,
  hasOutline: true,
  isFullScreen: false,
  isPaperWhite: false,
  hasSpelling: true,
  hasWordCount: false,
};

function stored(): View {
  try {
    const kept = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Partial<View>;
    return { ...standard, ...kept, isFullScreen: false };
  } catch {
    return standard;
  }
}

export function useView(): [View, (change: Partial<View>) => void] {
  const [view, setView] = useState(stored);
  const change = useCallback((next: Partial<View>) => {
    setView((before) => {
      const now = { ...before, ...next };
      window.localStorage.setItem(KEY, JSON.stringify(now));
      return now;
    });
  }, []);
  return [view, change];
}

/** The next step of the zoom in a direction. */
export function nextZoom(now: number, by: 1 | -1): number {
  const steps =
    by === 1 ? zooms.filter((it) => it > now + 0.01) : zooms.filter((it) => it < now - 0.01);
  return (by === 1 ? steps[0] : steps.at(-1)) ?? now;
}
