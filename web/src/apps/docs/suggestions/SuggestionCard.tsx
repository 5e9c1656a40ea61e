/** One suggestion: who, when, what; accept and reject. */
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { Suggestion } from '@/editor/collaboration';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, When } from '@/ui';
import { useReviewing } from '../comments/useReviewing';
import { useWorkbench } from '../frame/workbench';
import { useAuthorName } from './useAuthorName';
import { wordsOf } from './words';
import classes from '../comments/comments.module.css';

export function SuggestionCard(props: { suggestion: Suggestion; isActive: boolean }) {
  const { suggestion, isActive } = props;
  const { t } = useTranslation('docs');
  const { body, canEdit } = useWorkbench();
  const { pick } = useReviewing();
  const name = useAuthorName(suggestion.by);
  const sentences = wordsOf(suggestion, (key, values) => t(key, values ?? {}));
  const settle = (verdict: 'accept' | 'reject') =>
    body.commands.settleSuggestions(verdict, [suggestion.id]);
  return (
    <article
      className={classes.card}
      data-active={isActive || undefined}
      data-suggestion-card={suggestion.id}
      aria-label={t('suggestions.by', { name })}
      onClick={() => pick(suggestion.id)}
    >
      <header className={classes.head}>
        <PersonAvatar name={name} seed={suggestion.by} size={28} />
        <span className={classes.who}>
          <strong>{name}</strong>
          <small>
            <When at={suggestion.at} />
          </small>
        </span>
        {canEdit && (
          <span className={classes.tools}>
            <ActionIcon
              variant="subtle"
              size={28}
              aria-label={t('suggestions.accept')}
              title={t('suggestions.accept')}
              onClick={() => settle('accept')}
            >
              <IconCheck size={18} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={t('suggestions.reject')}
              title={t('suggestions.reject')}
              onClick={() => settle('reject')}
            >
              <IconX size={18} />
            </ActionIcon>
          </span>
        )}
      </header>
      {sentences.map((words) => (
        <p key={words} className={classes.words}>
          {words}
        </p>
      ))}
    </article>
  );
}
