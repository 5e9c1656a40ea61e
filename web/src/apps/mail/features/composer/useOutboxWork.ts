/** Works on the outbox while mail is open. */
import { useEffect } from 'react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { startOutbox, useOutbox } from '@/apps/mail/client/outbox';

/** Returns whether something waits. */
export function useOutboxWork(): boolean {
  const { t } = useTranslation('mail');
  const { waiting } = useOutbox();
  useEffect(() => {
    return startOutbox(() => toast.show(t('outbox.sent'), { tone: 'success' }));
  }, [t]);
  return waiting.length > 0;
}
