/** The tabs of the inbox, with what is new in each. */
import {
  IconInbox,
  IconInfoCircle,
  IconMessages,
  IconTag,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { act } from '@/apps/mail/client/act';
import { useMailSettings } from '@/apps/mail/client/settings';
import { byCategory, categories, FIRST_TAB, type Category } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { droppedRows } from '../dragging';
import { useMail } from '../MailContext';
import classes from './list.module.css';

const icons: Record<Category, Icon> = {
  primary: IconInbox,
  social: IconUsers,
  promotions: IconTag,
  updates: IconInfoCircle,
  forums: IconMessages,
};

interface Tab {
  name: Category;
  id: string;
  /** What a message that is moved there gets; the first tab may have none yet. */
  mailboxId: string | undefined;
  count: number;
}

export function CategoryTabs() {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId, place } = useMail();
  const { categories_on: areOn } = useMailSettings();
  const tabs = categories.flatMap((name): Tab[] => {
    const box = byCategory(boxes, name);
    if (name === 'primary') return [{ name, id: FIRST_TAB, mailboxId: box?.id, count: 0 }];
    return box ? [{ name, id: box.id, mailboxId: box.id, count: box.unreadThreads }] : [];
  });
  const isInbox = tabs.some(({ id }) => id === boxId);
  if (!areOn || !isInbox || tabs.length < 2) return null;
  return (
    <nav className={classes.tabs} aria-label={t('categories')}>
      {tabs.map(({ name, id, mailboxId, count }) => {
        const Icon = icons[name];
        const path = name === 'primary' ? 'inbox' : name;
        return (
          <Link
            key={name}
            to={hrefOf({ account: place.account, box: path })}
            className={classes.tab}
            aria-current={id === boxId ? 'page' : undefined}
            data-active={id === boxId || undefined}
            onDragOver={(event: React.DragEvent) => event.preventDefault()}
            onDrop={(event: React.DragEvent) => {
              const threads = droppedRows(event).map((row) => row.emails);
              if (!mailboxId) return;
              const words = t('done.movedTo', {
                count: threads.length,
                name: t(`category.${name}`),
              });
              void act(account.id, { kind: 'category', mailboxId }, threads, words);
            }}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            <span>{t(`category.${name}`)}</span>
            {count > 0 && <b className={classes.tabCount}>{count}</b>}
          </Link>
        );
      })}
    </nav>
  );
}
