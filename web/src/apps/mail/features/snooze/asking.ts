/** For which conversations the person is being asked how long they may sleep. */
import { useSyncExternalStore } from 'react';
import type { Head } from '@/apps/mail/model/mail';

export interface Sleepers {
  threads: readonly (readonly Head[])[];
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
): void => publish(threads.length ? { threads, onDone } : null);

export const closeSnooze = (): void => publish(null);
