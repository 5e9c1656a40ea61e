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
import type { Category } from '@/apps/mail/model/mail';
import { droppedRows } from '../dragging';
import { useMail } from '../MailContext';
import { useTabs } from './useTabs';
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
  const { account, boxId } = useMail();
  const tabs = useTabs();
  if (tabs.length === 0) return null;
  return (
    <nav className={classes.tabs} aria-label={t('categories')}>
      {tabs.map(({ name, id, mailboxId, count, href }) => {
        const Icon = icons[name];
        return (
          <Link
            key={name}
            to={href}
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
