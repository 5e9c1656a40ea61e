/** Gives comments and suggestions to all below, and tells text and browser which one is active. */
import { useEffect, useMemo, type ReactNode } from 'react';
import { colorOfUser } from '@/editor/collaboration';
import { useQueryParam } from '@/platform/app';
import { useShortcut } from './useShortcut';
import { useWorkbench } from '../frame/workbench';
import { useReview } from './review';
import { ReviewingContext, useReviewing, useReviewingState } from './useReviewing';

export function Reviewing({ children }: { children: ReactNode }) {
  const reviewing = useReviewingState();
  return (
    <ReviewingContext value={reviewing}>
      {children}
      <Looks />
      <Attention />
    </ReviewingContext>
  );
}

const quoted = (value: string) => JSON.stringify(value);

/** Colours of what is open and of who suggests; drawn by rules, so that no text is drawn anew. */
function Looks() {
  const { review } = useWorkbench();
  const { active } = useReview(review);
  const { threads, marks } = useReviewing();
  const rules = useMemo(() => {
    const open = threads.filter((it) => !it.is_resolved && marks.anchors.has(it.id));
    const comments = open.map((it) => {
      const strength = it.id === active ? 55 : 24;
      return `[data-comment=${quoted(it.id)}]{background:rgb(255 196 0 / ${strength}%)}`;
    });
    const people = [...new Set(marks.suggestions.map((it) => it.by))].map(
      (by) => `[data-by=${quoted(by)}]{--person:${colorOfUser({ id: by })}}`,
    );
    const chosen = marks.suggestions.some((it) => it.id === active)
      ? [
          `[data-id=${quoted(active ?? '')}]{background:color-mix(in srgb,var(--person) 18%,transparent)}`,
        ]
      : [];
    return [...people, ...comments, ...chosen].join('\n');
  }, [threads, marks, active]);
  return <style>{rules}</style>;
}

/** The caret in a comment or suggestion looks at it; ?thread= opens one; Ctrl+Alt+M starts one. */
function Attention() {
  const { body, review, panel, setPanel, addComment } = useWorkbench();
  const { threads, marks, pick } = useReviewing();
  const [wanted, setWanted] = useQueryParam('thread');
  const isKnown = threads.some((it) => it.id === wanted);
  const { isDrafting } = useReview(review);
  useShortcut(addComment);
  useEffect(() => {
    if (!wanted || !isKnown) return;
    setPanel('comments');
    pick(wanted);
    setWanted(undefined);
  }, [wanted, isKnown, marks, pick, setPanel, setWanted]);
  useEffect(() => {
    const open = new Set(threads.filter((it) => !it.is_resolved).map((it) => it.id));
    const look = () => {
      if (!body.isFocused) return;
      const { $from } = body.state.selection;
      const near = [...$from.marks(), ...($from.nodeAfter?.marks ?? [])];
      const thread = near.find((it) => open.has(String(it.attrs.id)))?.attrs.id as string;
      const suggestion = near.find((it) => 'by' in it.attrs)?.attrs.id as string;
      review.set({ active: thread ?? suggestion ?? null });
    };
    body.on('selectionUpdate', look);
    return () => void body.off('selectionUpdate', look);
  }, [body, review, threads]);
  useEffect(() => {
    // Without a margin (phones, narrow windows) the comment is written in the panel.
    const hasMargin = document.querySelector('[data-margin]') !== null;
    if (isDrafting && !hasMargin && panel !== 'comments') setPanel('comments');
  }, [isDrafting, panel, setPanel]);
  return null;
}
