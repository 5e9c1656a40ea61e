/**
 * In which order and pieces the person wants lists: unread first, which only mailboxes can, and
 * whole conversations or single messages.
 */
import { useMailSettings } from '@/apps/mail/client/settings';
import type { Asked } from '@/apps/mail/client/lists';
import { FIRST_TAB } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';

export function useOrder(): Pick<Asked, 'isUnreadFirst' | 'isByThread'> {
  const { unread_first: isWanted, conversation_on: isByThread } = useMailSettings();
  const { boxes, boxId } = useMail();
  const box = boxes.find((it) => it.id === boxId);
  const isOwnOrder = box?.role === 'sent' || box?.role === 'drafts' || box?.role === 'trash';
  const isUnreadFirst = isWanted && (box !== undefined || boxId === FIRST_TAB) && !isOwnOrder;
  return { isUnreadFirst, isByThread };
}
