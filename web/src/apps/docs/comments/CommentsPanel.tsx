/** All comments of the document: open, resolved, or those that wait for me. */
import { useState } from 'react';
import { SegmentedControl } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useMaybeMe } from '@/platform/session';
import { EmptyState, RightPanel } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import type { Thread } from './client';
import { NewThread } from './NewThread';
import { useReview } from './review';
import { ThreadCard } from './ThreadCard';
import { useReviewing } from './useReviewing';
import classes from './comments.module.css';

const filters = ['open', 'resolved', 'mine'] as const;
type Filter = (typeof filters)[number];

function isFor(thread: Thread, me: string): boolean {
  const isMentioned = thread.comments.some((it) => it.mentions.some((one) => one.id === me));
  return !thread.is_resolved && (thread.assignee?.id === me || isMentioned);
}

export function CommentsPanel() {
  const { t } = useTranslation('docs');
  const { setPanel, review } = useWorkbench();
  const { threads, marks, actions, pick } = useReviewing();
  const { active, isDrafting } = useReview(review);
  const me = useMaybeMe();
  const [filter, setFilter] = useState<Filter>('open');
  const chosen = threads
    .filter((it) =>
      filter === 'mine'
        ? me !== null && isFor(it, me.id)
        : it.is_resolved === (filter === 'resolved'),
    )
    .map((thread) => ({ thread, anchor: marks.anchors.get(thread.id) }))
    .sort((a, b) => (a.anchor?.from ?? Infinity) - (b.anchor?.from ?? Infinity));
  return (
    <RightPanel title={t('comments')} onClose={() => setPanel(null)}>
      <SegmentedControl
        className={classes.filters ?? ''}
        fullWidth
        size="xs"
        aria-label={t('comments.filter')}
        value={filter}
        onChange={(value) => setFilter(filters.find((it) => it === value) ?? 'open')}
        data={filters
          .filter((it) => it !== 'mine' || me !== null)
          .map((value) => ({ value, label: t(`comments.filter.${value}`) }))}
      />
      <div className={classes.list}>
        {isDrafting && <NewThread />}
        {chosen.map(({ thread, anchor }) => (
          <ThreadCard
            key={thread.id}
            thread={thread}
            actions={actions}
            isActive={active === thread.id}
            isOrphan={!anchor && !thread.suggestion_id}
            hasQuote
            onPick={() => pick(thread.id)}
          />
        ))}
        {chosen.length === 0 && !isDrafting && (
          <EmptyState drawing="form" title={t(`comments.none.${filter}`)}>
            {t('comments.none.body')}
          </EmptyState>
        )}
      </div>
    </RightPanel>
  );
}
