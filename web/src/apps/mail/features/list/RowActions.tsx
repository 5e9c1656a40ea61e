/** What one can do to a row without opening it: star, importance, and the buttons on hover. */
import { ActionIcon } from '@mantine/core';
import {
  IconArchive,
  IconChevronsRight,
  IconClock,
  IconInbox,
  IconMail,
  IconMailOpened,
  IconStar,
  IconStarFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { isStarred, isUnread, type Row } from '@/apps/mail/model/mail';
import { openSnooze } from '../snooze/asking';
import { useVerbs } from '../useVerbs';
import classes from './list.module.css';

export function Star({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const isOn = row.emails.some(isStarred);
  return (
    <ActionIcon
      variant="transparent"
      color="gray"
      size={28}
      tabIndex={-1}
      className={classes.starButton}
      data-on={isOn || undefined}
      aria-pressed={isOn}
      aria-label={t('star')}
      onClick={() => verbs.star([row.emails], !isOn)}
    >
      {isOn ? <IconStarFilled size={18} /> : <IconStar size={18} stroke={1.75} />}
    </ActionIcon>
  );
}

export function Important({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  if (!verbs.hasImportant) return null;
  const isOn = verbs.isImportant([row.emails]);
  const label = isOn ? t('important.not') : t('important.mark');
  return (
    <ActionIcon
      variant="transparent"
      color="gray"
      size={24}
      tabIndex={-1}
      className={classes.important}
      data-on={isOn || undefined}
      aria-pressed={isOn}
      aria-label={t('important')}
      title={label}
      onClick={() => verbs.important([row.emails], !isOn)}
    >
      <IconChevronsRight size={18} stroke={isOn ? 2.5 : 1.75} />
    </ActionIcon>
  );
}

export function HoverActions({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const isNew = row.emails.some(isUnread);
  const threads = [row.emails];
  const isOut = verbs.isTrash || verbs.isJunk;
  const actions = [
    ...(verbs.canArchive(threads)
      ? [{ label: t('archive'), icon: IconArchive, run: () => verbs.archive(threads) }]
      : []),
    ...(verbs.isSnoozed(threads)
      ? [{ label: t('snooze.end'), icon: IconInbox, run: () => verbs.wake(threads) }]
      : []),
    verbs.isTrash
      ? { label: t('destroy'), icon: IconTrash, run: () => void verbs.destroy(threads) }
      : { label: t('trash'), icon: IconTrash, run: () => verbs.trash(threads) },
    isNew
      ? { label: t('read'), icon: IconMailOpened, run: () => verbs.read(threads, true) }
      : { label: t('unread'), icon: IconMail, run: () => verbs.read(threads, false) },
    ...(isOut ? [] : [{ label: t('snooze'), icon: IconClock, run: () => openSnooze(threads) }]),
  ];
  return (
    <span className={classes.hover}>
      {actions.map(({ label, icon: Icon, run }) => (
        <ActionIcon
          key={label}
          variant="subtle"
          color="gray"
          size={28}
          tabIndex={-1}
          aria-label={label}
          title={label}
          onClick={run}
        >
          <Icon size={18} stroke={1.75} />
        </ActionIcon>
      ))}
    </span>
  );
}
