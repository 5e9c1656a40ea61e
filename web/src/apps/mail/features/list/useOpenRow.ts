/** Opens a row: a conversation on its page, a lone draft in a composer. */
import { useGo } from '@/platform/app';
import { toast } from '@/ui';
import { openDraft } from '@/apps/mail/client/opening';
import { isDraft, type Row } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';

export function useOpenRow(): (row: Row) => void {
  const { account, place } = useMail();
  const go = useGo();
  return (row) => {
    const [email] = row.emails;
    if (row.emails.length === 1 && email && isDraft(email)) {
      void openDraft(account.id, email, 'dock').catch(toast.problem);
    } else go(hrefOf({ ...place, thread: row.id }));
  };
}
