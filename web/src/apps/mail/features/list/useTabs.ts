/** The tabs of the inbox, while one is in it and wants tabs; none otherwise. */
import { useMailSettings } from '@/apps/mail/client/settings';
import { byCategory, categories, FIRST_TAB, type Category } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';

export interface Tab {
  name: Category;
  id: string;
  /** What a message that is moved there gets; the first tab may have none yet. */
  mailboxId: string | undefined;
  count: number;
  href: string;
}

export function useTabs(): readonly Tab[] {
  const { boxes, boxId, place } = useMail();
  const { categories_on: areOn } = useMailSettings();
  const tabs = categories.flatMap((name): Tab[] => {
    const box = byCategory(boxes, name);
    const href = (path: string) => hrefOf({ account: place.account, box: path });
    if (name === 'primary') {
      return [{ name, id: FIRST_TAB, mailboxId: box?.id, count: 0, href: href('inbox') }];
    }
    if (!box) return [];
    return [{ name, id: box.id, mailboxId: box.id, count: box.unreadThreads, href: href(name) }];
  });
  const isInbox = tabs.some(({ id }) => id === boxId);
  return areOn && isInbox && tabs.length > 1 ? tabs : [];
}
