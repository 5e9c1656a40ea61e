/** The messages being written in this tab. They outlive the page they were opened on. */
import { useSyncExternalStore } from 'react';
import type { Compose } from '../model/compose';

let composers: readonly Compose[] = [];
const watchers = new Set<() => void>();

function publish(next: readonly Compose[]): void {
  composers = next;
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useComposers = (): readonly Compose[] =>
  useSyncExternalStore(subscribe, () => composers);

export const composerNow = (key: string): Compose | undefined =>
  composers.find((it) => it.key === key);

export const composersNow = (): readonly Compose[] => composers;

export function addComposer(compose: Compose): void {
  publish([...composers, compose]);
}

export function patchComposer(key: string, patch: Partial<Compose>): void {
  publish(composers.map((it) => (it.key === key ? { ...it, ...patch } : it)));
}

export function removeComposer(key: string): void {
  publish(composers.filter((it) => it.key !== key));
}
