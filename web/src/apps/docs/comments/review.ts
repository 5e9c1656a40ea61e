/** What of comments and suggestions has the attention; shared by text, margin and panels. */
import { useSyncExternalStore } from 'react';

export type Shown = 'marked' | 'accepted' | 'original';

interface ReviewState {
  /** The thread or suggestion that is looked at. */
  active: string | null;
  /** Whether a new comment is being written. */
  isDrafting: boolean;
  /** How suggestions are drawn. */
  shown: Shown;
}

export class Review {
  private state: ReviewState = { active: null, isDrafting: false, shown: 'marked' };
  private readonly listeners = new Set<() => void>();

  readonly get = (): ReviewState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  set(part: Partial<ReviewState>): void {
    const next = { ...this.state, ...part };
    const isSame = (Object.keys(next) as (keyof ReviewState)[]).every(
      (name) => next[name] === this.state[name],
    );
    if (isSame) return;
    this.state = next;
    this.listeners.forEach((listener) => listener());
  }
}

export const useReview = (review: Review): ReviewState =>
  useSyncExternalStore(review.subscribe, review.get);
