/** All suggestions: step through them, accept or reject one or all, read the text either way. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, RightPanel } from '@/ui';
import { useReview, type Shown } from '../comments/review';
import { useReviewing } from '../comments/useReviewing';
import { useWorkbench } from '../frame/workbench';
import { SuggestionCard } from './SuggestionCard';
import classes from '../comments/comments.module.css';

const views: Shown[] = ['marked', 'accepted', 'original'];

export function SuggestionsPanel() {
  const { t } = useTranslation('docs');
  const { body, canEdit, setPanel, review } = useWorkbench();
  const { active, shown } = useReview(review);
  const { marks, pick } = useReviewing();
  const { suggestions } = marks;
  const place = suggestions.findIndex((it) => it.id === active);
  const step = (by: 1 | -1) => {
    const start = place === -1 && by === -1 ? 0 : place;
    const next = suggestions[(start + by + suggestions.length) % suggestions.length];
    if (next) pick(next.id);
  };
  const isNone = suggestions.length === 0;
  return (
    <RightPanel
      title={t('suggestions')}
      onClose={() => {
        review.set({ shown: 'marked' });
        setPanel(null);
      }}
      actions={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isNone}
            aria-label={t('suggestions.previous')}
            onClick={() => step(-1)}
          >
            <IconChevronUp size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={isNone}
            aria-label={t('suggestions.next')}
            onClick={() => step(1)}
          >
            <IconChevronDown size={18} />
          </ActionIcon>
        </>
      }
      foot={
        canEdit &&
        !isNone && (
          <>
            <Button
              variant="default"
              size="xs"
              onClick={() => body.commands.settleSuggestions('reject')}
            >
              {t('suggestions.rejectAll')}
            </Button>
            <Button size="xs" onClick={() => body.commands.settleSuggestions('accept')}>
              {t('suggestions.acceptAll')}
            </Button>
          </>
        )
      }
    >
      <SegmentedControl
        className={classes.filters ?? ''}
        fullWidth
        size="xs"
        aria-label={t('suggestions.shown')}
        value={shown}
        onChange={(value) => review.set({ shown: views.find((it) => it === value) ?? 'marked' })}
        data={views.map((value) => ({ value, label: t(`suggestions.shown.${value}`) }))}
      />
      <div className={classes.list}>
        {suggestions.map((it) => (
          <SuggestionCard key={it.id} suggestion={it} isActive={active === it.id} />
        ))}
        {isNone && (
          <EmptyState drawing="form" title={t('suggestions.none')}>
            {t('suggestions.none.body')}
          </EmptyState>
        )}
      </div>
    </RightPanel>
  );
}
