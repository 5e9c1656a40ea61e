/** The name of a guest who came by a link, remembered on this device. */
import { useSyncExternalStore } from 'react';

const KEY = 'bureau.guest';
const listeners = new Set<() => void>();

export const guestName = (): string | null => window.localStorage.getItem(KEY);

export function setGuestName(name: string): void {
  window.localStorage.setItem(KEY, name.trim().slice(0, 60));
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useGuestName = (): string | null => useSyncExternalStore(subscribe, guestName);
