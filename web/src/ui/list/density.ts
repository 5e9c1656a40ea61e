/** How close the rows of lists are: chosen on the account, remembered here for the first paint. */
import { useSyncExternalStore } from 'react';

export type Density = 'compact' | 'normal' | 'comfortable';

export const densities = ['compact', 'normal', 'comfortable'] as const;
const STORED = 'bureau.density';
const TALL_PX = 56;
const more: Record<Density, number> = { compact: -6, normal: 0, comfortable: 8 };
const watchers = new Set<() => void>();

export const isDensity = (value: unknown): value is Density => densities.some((it) => it === value);

let chosen: Density = stored();

function stored(): Density {
  const value = window.localStorage.getItem(STORED);
  return isDensity(value) ? value : 'normal';
}

export function setDensity(density: Density): void {
  if (density === chosen) return;
  chosen = density;
  window.localStorage.setItem(STORED, density);
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useDensity = (): Density => useSyncExternalStore(subscribe, () => chosen);

/** The height of a row; rows of two lines stay as they are. */
export const denseHeight = (height: number, density: Density): number =>
  height >= TALL_PX ? height : height + more[density];
