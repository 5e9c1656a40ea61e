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
import { byCategory, categories, type Category } from '@/apps/mail/model/mail';
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

export function CategoryTabs() {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId, place } = useMail();
  const { categories_on: areOn } = useMailSettings();
  const tabs = categories.flatMap((name) => {
    const box = byCategory(boxes, name);
    return box ? [{ name, box }] : [];
  });
  const isInbox = tabs.some(({ box }) => box.id === boxId);
  if (!areOn || !isInbox || tabs.length < 2) return null;
  return (
    <nav className={classes.tabs} aria-label={t('categories')}>
      {tabs.map(({ name, box }) => {
        const Icon = icons[name];
        const path = name === 'primary' ? 'inbox' : name;
        return (
          <Link
            key={name}
            to={hrefOf({ account: place.account, box: path })}
            className={classes.tab}
            aria-current={box.id === boxId ? 'page' : undefined}
            data-active={box.id === boxId || undefined}
            onDragOver={(event: React.DragEvent) => event.preventDefault()}
            onDrop={(event: React.DragEvent) => {
              const threads = droppedRows(event).map((row) => row.emails);
              const words = t('done.movedTo', {
                count: threads.length,
                name: t(`category.${name}`),
              });
              void act(account.id, { kind: 'category', mailboxId: box.id }, threads, words);
            }}
          >
            <Icon size={18} stroke={1.75} aria-hidden />
            <span>{t(`category.${name}`)}</span>
            {box.unreadThreads > 0 && <b className={classes.tabCount}>{box.unreadThreads}</b>}
          </Link>
        );
      })}
    </nav>
  );
}
