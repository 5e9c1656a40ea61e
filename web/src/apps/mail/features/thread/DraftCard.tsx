/** A draft within a conversation; a click goes on with it. */
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast, When } from '@/ui';
import { openDraft } from '@/apps/mail/client/opening';
import type { Head } from '@/apps/mail/model/mail';
import classes from './thread.module.css';

export function DraftCard({ accountId, email }: { accountId: string; email: Head }) {
  const { t } = useTranslation('mail');
  return (
    <button
      type="button"
      className={classes.draft}
      onClick={() => void openDraft(accountId, email, 'inline').catch(toast.problem)}
    >
      <IconPencil size={18} stroke={1.75} aria-hidden />
      <strong>{t('draft')}</strong>
      <span className={classes.draftText}>{email.preview}</span>
      <When at={email.receivedAt} />
    </button>
  );
}
