/** How a confidential message stands now; null for ordinary ones, of which nothing more is asked. */
import { useQuery } from '@tanstack/react-query';
import { standingQuery } from '@/apps/mail/client/confidential';
import { bodyQuery } from '@/apps/mail/client/threads';
import type { Standing } from '@/apps/mail/model/confidential';
import type { Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';

export function useStanding(email: Head | undefined): Standing | null {
  const { account } = useMail();
  const id = email?.id ?? '';
  const { data: body } = useQuery({ ...bodyQuery(account.id, id), enabled: id !== '' });
  const first = body?.confidential ?? null;
  const { data: now } = useQuery({ ...standingQuery(account.id, id), enabled: first !== null });
  return first && (now === undefined ? first : now);
}
