/** The card of a comment that is being written. */
import { useTranslation } from '@/platform/i18n';
import { useMaybeMe } from '@/platform/session';
import { draftOf, draftPlaces } from '@/editor/collaboration';
import { useWorkbench } from '../frame/workbench';
import type { Remark } from './client';
import { RemarkForm } from './RemarkForm';
import { useReviewing } from './useReviewing';
import classes from './comments.module.css';

export function NewThread() {
  const { t } = useTranslation('docs');
  const me = useMaybeMe();
  const { body, review, canWrite } = useWorkbench();
  const { actions } = useReviewing();
  const draft = draftOf(body.state);

  function leave(): void {
    body.commands.dropComment();
    review.set({ isDrafting: false });
    body.commands.focus();
  }

  async function post(remark: Remark): Promise<void> {
    const thread = await actions.open(remark, draft?.text ?? '');
    if (!thread) return;
    const places = draftPlaces(body.state);
    if (canWrite) body.commands.markComment(thread.id);
    else if (places) await actions.mark(thread.id, places);
    body.commands.dropComment();
    review.set({ isDrafting: false, active: thread.id });
  }

  return (
    <article className={classes.card} data-active aria-label={t('comments.new')}>
      {draft && <blockquote className={classes.quote}>{draft.text}</blockquote>}
      <RemarkForm
        label={t('comments.newHint')}
        action={t('comment')}
        autoFocus
        canMention={me !== null}
        onSend={post}
        onCancel={leave}
      />
    </article>
  );
}
