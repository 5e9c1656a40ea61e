/**
 * What one can do to a row without opening it: choose, star, importance, and the buttons on hover.
 * Plain elements: a list draws dozens of them at every step of the wheel.
 */
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
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { byRole, isIn, isStarred, isUnread, type Row } from '@/apps/mail/model/mail';
import { openSnooze } from '../snooze/asking';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import { useRowActs } from './RowActs';
import classes from './list.module.css';

interface ChooseProps {
  row: Row;
  label: string;
  isChosen: boolean;
}

export function Choose({ row, label, isChosen }: ChooseProps) {
  const acts = useRowActs();
  return (
    <input
      type="checkbox"
      className={classes.box}
      tabIndex={-1}
      aria-label={label}
      checked={isChosen}
      onChange={() => undefined}
      onClick={(event) => acts.choose(row, event.shiftKey)}
    />
  );
}

export function Star({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const acts = useRowActs();
  const isOn = row.emails.some(isStarred);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.starButton}
      data-on={isOn || undefined}
      aria-pressed={isOn}
      aria-label={t('star')}
      onClick={() => acts.star(row, !isOn)}
    >
      {isOn ? <IconStarFilled size={18} /> : <IconStar size={18} stroke={1.75} />}
    </button>
  );
}

export function Important({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const { boxes } = useMail();
  const acts = useRowActs();
  const box = byRole(boxes, 'important')?.id;
  if (!box) return null;
  const isOn = row.emails.some((email) => isIn(email, box));
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.important}
      data-on={isOn || undefined}
      aria-pressed={isOn}
      aria-label={t('important')}
      title={isOn ? t('important.not') : t('important.mark')}
      onClick={() => acts.important(row, !isOn)}
    >
      <IconChevronsRight size={18} stroke={isOn ? 2.5 : 1.75} />
    </button>
  );
}

interface Action {
  label: string;
  icon: Icon;
  run: () => void;
}

function useActions(row: Row): Action[] {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const isNew = row.emails.some(isUnread);
  const threads = [row.emails];
  const isOut = verbs.isTrash || verbs.isJunk;
  return [
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
}

export function HoverActions({ row }: { row: Row }) {
  const actions = useActions(row);
  return (
    <span className={classes.hover}>
      {actions.map(({ label, icon: Icon, run }) => (
        <button
          key={label}
          type="button"
          tabIndex={-1}
          className={classes.tool}
          aria-label={label}
          title={label}
          onClick={run}
        >
          <Icon size={18} stroke={1.75} />
        </button>
      ))}
    </span>
  );
}
