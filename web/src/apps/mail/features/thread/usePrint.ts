/** Prints messages, with the words in the person's language. */
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { toast } from '@/ui';
import type { Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';

export function usePrint(): (emails: readonly Head[]) => void {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const { account } = useMail();
  const words = { to: t('quote.to'), cc: `${t('cc')}:`, attachments: t('attachments'), exact };
  return (emails) =>
    void import('./print')
      .then(({ printMessages }) => printMessages(account.id, emails, words))
      .catch(toast.problem);
}
