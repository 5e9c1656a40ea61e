/** Starts an answer or a forwarded message, with its words in the person's language. */
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { toast } from '@/ui';
import { answer } from '@/apps/mail/client/opening';
import type { Answering } from '@/apps/mail/model/compose';
import type { Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';

export function useAnswer(): (kind: Answering, email: Head) => void {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const { account } = useMail();
  const words = {
    wrote: (date: string, name: string) => t('quote.wrote', { date, name }),
    forwarded: t('quote.forwarded'),
    from: t('quote.from'),
    date: t('quote.date'),
    subject: t('quote.subject'),
    to: t('quote.to'),
    exact,
  };
  return (kind, email) => void answer(kind, account.id, email, words).catch(toast.problem);
}
