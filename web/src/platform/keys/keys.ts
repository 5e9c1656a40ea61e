/**
 * Keyboard shortcuts: one registry, so that the sheet (`?`) shows what holds on this screen and no
 * screen listens on its own. A shortcut is "mod+k", "shift+3", "/", "g m" (two keys in a row).
 * The latest registered wins; none fires while the person types, unless it holds `mod`.
 */
import { useEffect, useRef } from 'react';
import { useSyncExternalStore } from 'react';

export interface Shortcut {
  keys: string;
  /** What it does, translated. */
  label: string;
  /** Heading on the sheet, translated; shortcuts of the whole product have none. */
  group?: string;
  run: (event: KeyboardEvent) => void;
}

const SEQUENCE_MS = 1200;
let shortcuts: readonly Shortcut[] = [];
let pending: { key: string; at: number } | null = null;
const watchers = new Set<() => void>();

function publish(next: readonly Shortcut[]): void {
  shortcuts = next;
  for (const watcher of watchers) watcher();
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The name of a pressed combination, as shortcuts are written. */
export function combination(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const shifted = event.shiftKey && (key.length > 1 || /[a-z0-9]/.test(key));
  return [mod && 'mod', event.altKey && 'alt', shifted && 'shift', key].filter(Boolean).join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // A box that was just ticked holds the focus, but nothing is typed into it.
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button)$/.test(target.type)) {
    return false;
  }
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function find(keys: string): Shortcut | undefined {
  return [...shortcuts].reverse().find((it) => it.keys === keys);
}

function follow(pressed: string): Shortcut | undefined {
  const first = pending && Date.now() - pending.at < SEQUENCE_MS ? pending.key : null;
  pending = null;
  const sequence = first ? find(`${first} ${pressed}`) : undefined;
  if (sequence) return sequence;
  if (shortcuts.some((it) => it.keys.startsWith(`${pressed} `))) {
    pending = { key: pressed, at: Date.now() };
  }
  return find(pressed);
}

/** Escape in a menu, a list of choices or a window closes that, and means nothing behind it. */
const isLeaving = (pressed: string, { target }: KeyboardEvent): boolean =>
  pressed === 'Escape' &&
  target instanceof Element &&
  target.closest('[role=menu], [role=listbox], [role=dialog]') !== null;

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const pressed = combination(event);
  if (isLeaving(pressed, event)) return;
  if (isTyping(event.target) && !pressed.startsWith('mod+')) return;
  if (document.querySelector('[aria-modal="true"]') && pressed !== 'mod+k') return;
  const shortcut = follow(pressed);
  if (!shortcut) return;
  event.preventDefault();
  shortcut.run(event);
}

/** Start listening on the document; returns the way to stop. */
export function listenToKeys(): () => void {
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}

/** Offer these shortcuts while the component is on screen. */
export function useShortcuts(offered: readonly Shortcut[]): void {
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
  });
  const shape = offered.map((it) => `${it.keys}\n${it.label}\n${it.group ?? ''}`).join('\n\n');
  useEffect(() => {
    const mine = latest.current.map((it, index) => ({
      ...it,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }));
    publish([...shortcuts, ...mine]);
    return () => publish(shortcuts.filter((it) => !mine.includes(it)));
  }, [shape]);
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** All shortcuts that hold now, for the sheet. */
export const useAllShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(subscribe, () => shortcuts);

const names: Record<string, string> = {
  mod: isApple ? '⌘' : 'Ctrl',
  shift: '⇧',
  alt: isApple ? '⌥' : 'Alt',
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Delete: 'Del',
};

/** The caps to print for a shortcut: [["Ctrl", "K"]], [["g"], ["m"]]. */
export function caps(keys: string): string[][] {
  return keys
    .split(' ')
    .map((chord) =>
      (chord === '+' ? ['+'] : chord.split('+')).map((it) => names[it] ?? it.toUpperCase()),
    );
}
