/** Whether the list shows unread conversations first: in mailboxes, if the person wants it. */
import { useMailSettings } from '@/apps/mail/client/settings';
import { FIRST_TAB } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';

export function useOrder(): boolean {
  const { unread_first: isWanted } = useMailSettings();
  const { boxes, boxId } = useMail();
  const box = boxes.find((it) => it.id === boxId);
  const isOwnOrder = box?.role === 'sent' || box?.role === 'drafts' || box?.role === 'trash';
  return isWanted && (box !== undefined || boxId === FIRST_TAB) && !isOwnOrder;
}
