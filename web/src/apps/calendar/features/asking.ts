/** Questions about an event before it is changed: which of a series, and who is told. */
import { useSyncExternalStore } from 'react';
import type { Scope } from '../client/act';
import type { Occurrence, Range } from '../client/types';

export interface ScopeQuestion {
  verb: 'change' | 'delete';
  /** What may be chosen; one alone is not asked for. */
  ranges: readonly Range[];
  /** The occurrence, where it is on screen. */
  about?: string;
  /** Whether there are guests to be told. */
  hasGuests: boolean;
}

export type Asked =
  | { kind: 'scope'; question: ScopeQuestion; answer: (scope: Scope | null) => void }
  | { kind: 'move'; occurrence: Occurrence }
  | { kind: 'length'; occurrence: Occurrence }
  | { kind: 'late'; occurrence: Occurrence }
  | { kind: 'calendar'; id: string }
  | { kind: 'new'; what: 'calendar' | 'directory' | 'holidays' | 'url' | 'import' };

let asked: Asked | null = null;
const watchers = new Set<() => void>();

function publish(next: Asked | null): void {
  asked = next;
  for (const watcher of watchers) watcher();
}

export const ask = (next: Asked): void => publish(next);
export const dismissAsked = (): void => publish(null);

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};
export const useAsked = (): Asked | null => useSyncExternalStore(subscribe, () => asked);

/** The scope of a change; null when the person thinks better of it. Asks only where there is a choice. */
export function askScope(question: ScopeQuestion): Promise<Scope | null> {
  const [only = 'this'] = question.ranges;
  if (question.ranges.length < 2 && !question.hasGuests) {
    return Promise.resolve({ range: only, notifies: false, note: '' });
  }
  return new Promise((resolve) => {
    publish({
      kind: 'scope',
      question,
      answer: (scope) => {
        publish(null);
        resolve(scope);
      },
    });
  });
}

/** What can be chosen for an occurrence. */
export const rangesOf = (recurs: boolean): Range[] =>
  recurs ? ['this', 'following', 'all'] : ['all'];
