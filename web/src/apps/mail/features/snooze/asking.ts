/** For which conversations the person is being asked how long they may sleep. */
import { useSyncExternalStore } from 'react';
import type { Head } from '@/apps/mail/model/mail';
import type { Every } from '../every';

export interface Sleepers {
  threads: readonly (readonly Head[])[];
  every: Every | null;
  onDone: () => void;
}

let asked: Sleepers | null = null;
const watchers = new Set<() => void>();

function publish(next: Sleepers | null): void {
  asked = next;
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useSleepers = (): Sleepers | null => useSyncExternalStore(subscribe, () => asked);

export const openSnooze = (
  threads: Sleepers['threads'],
  onDone: () => void = () => undefined,
  every: Every | null = null,
): void => publish(threads.length || every ? { threads, onDone, every } : null);

export const closeSnooze = (): void => publish(null);
