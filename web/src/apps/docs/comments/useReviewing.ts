/** What the margin and the panels share: threads, where they are, and the way to look at one. */
import { createContext, use, useCallback, useMemo } from 'react';
import { useWorkbench } from '../frame/workbench';
import { ThreadActions, useThreads, type Thread } from './client';
import { useMarks, type Marks } from './useMarks';

export interface Reviewing {
  threads: Thread[];
  marks: Marks;
  actions: ThreadActions;
  /** Look at a thread or suggestion; its place in the text comes into view. */
  pick: (id: string) => void;
}

export const ReviewingContext = createContext<Reviewing | null>(null);

export function useReviewing(): Reviewing {
  const reviewing = use(ReviewingContext);
  if (!reviewing) throw new Error('no comments here');
  return reviewing;
}

/** Scroll a position of the text into view, without taking the focus. */
export function useReveal(): (pos: number) => void {
  const { body } = useWorkbench();
  return useCallback(
    (pos) => {
      const { node } = body.view.domAtPos(Math.min(pos + 1, body.state.doc.content.size));
      const element = node instanceof Element ? node : node.parentElement;
      element?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
    },
    [body],
  );
}

export function useReviewingState(): Reviewing {
  const { doc, link, open, body, review } = useWorkbench();
  const threads = useThreads(doc.id, link, open.provider);
  const marks = useMarks(body);
  const reveal = useReveal();
  const actions = useMemo(() => new ThreadActions(doc.id, link), [doc.id, link]);
  const pick = useCallback(
    (id: string) => {
      if (review.get().active === id) return;
      review.set({ active: id });
      const place = marks.anchors.get(id) ?? marks.suggestions.find((it) => it.id === id);
      if (place) reveal(place.from);
    },
    [review, marks, reveal],
  );
  return useMemo(() => ({ threads, marks, actions, pick }), [threads, marks, actions, pick]);
}
