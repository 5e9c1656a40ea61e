/** What a row of the list shows: who, what about, when; what one can do with it on hover. */
import { ActionIcon, Checkbox } from '@mantine/core';
import {
  IconArchive,
  IconMail,
  IconMailOpened,
  IconPaperclip,
  IconStar,
  IconStarFilled,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, usePhone, When, type Selection } from '@/ui';
import { byRole, isStarred, isUnread, type Row } from '@/apps/mail/model/mail';
import { authorsOf, receiversOf } from '@/apps/mail/model/people';
import { LabelChips } from '../LabelChips';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import classes from './list.module.css';

interface Props {
  row: Row;
  selection: Selection;
  order: readonly Row[];
}

export function ThreadRow(props: Props) {
  return usePhone() ? <Tall {...props} /> : <Wide {...props} />;
}

function Wide({ row, selection, order }: Props) {
  const { t } = useTranslation('mail');
  const subject = subjectFor(row);
  return (
    <>
      <div role="gridcell" className={classes.check}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('select', { subject: subject || t('subject.none') })}
          checked={selection.has(row.id)}
          onChange={() => undefined}
          onClick={(event) => {
            const ids = order.map((it) => it.id);
            if (event.shiftKey) selection.extendTo(row.id, ids);
            else selection.toggle(row.id);
          }}
        />
      </div>
      <div role="gridcell" className={classes.star}>
        <Star row={row} />
      </div>
      <div role="gridcell" className={classes.who}>
        <People row={row} />
      </div>
      <div role="gridcell" className={classes.what}>
        <LabelChips emails={row.emails} />
        <span className={classes.subject}>{subject || t('subject.none')}</span>
        <span className={classes.snippet}>{snippetOf(row)}</span>
      </div>
      <div role="gridcell" className={classes.end}>
        {row.emails.some((email) => email.hasAttachment) && (
          <IconPaperclip size={16} stroke={1.75} aria-label={t('attachments')} />
        )}
        <span className={classes.time}>
          <When at={row.emails.at(-1)?.receivedAt} />
        </span>
        <HoverActions row={row} />
      </div>
    </>
  );
}

function Tall({ row, selection }: Props) {
  const { t } = useTranslation('mail');
  const author = row.emails.at(-1)?.from?.[0];
  const name = author?.name || author?.email || '?';
  const subject = subjectFor(row) || t('subject.none');
  return (
    <>
      <div role="gridcell">
        <button
          type="button"
          className={classes.face}
          aria-pressed={selection.has(row.id)}
          aria-label={t('select', { subject })}
          onClick={() => selection.toggle(row.id)}
        >
          {selection.has(row.id) ? (
            <Checkbox size="sm" checked readOnly tabIndex={-1} aria-hidden />
          ) : (
            <PersonAvatar name={name} seed={author?.email} size={36} />
          )}
        </button>
      </div>
      <div role="gridcell" className={classes.tall}>
        <div className={classes.tallLine}>
          <People row={row} />
          <span className={classes.time}>
            <When at={row.emails.at(-1)?.receivedAt} />
          </span>
        </div>
        <div className={classes.tallLine}>
          <span className={classes.subject}>{subject}</span>
          {row.emails.some((email) => email.hasAttachment) && (
            <IconPaperclip size={16} stroke={1.75} aria-label={t('attachments')} />
          )}
        </div>
        <div className={classes.tallLine}>
          <span className={classes.snippet}>
            <LabelChips emails={row.emails} />
            {snippetOf(row)}
          </span>
        </div>
      </div>
      <div role="gridcell" className={classes.tallStar}>
        <Star row={row} />
      </div>
    </>
  );
}

const subjectFor = (row: Row): string => row.emails[0]?.subject.trim() ?? '';
const snippetOf = (row: Row): string => row.emails.at(-1)?.preview ?? '';

function People({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const { boxes, own, place } = useMail();
  const authors = authorsOf(row.emails, own, byRole(boxes, 'sent')?.id ?? '');
  const isSent = place.box === 'sent' || place.box === 'drafts';
  const receivers = isSent ? receiversOf(row.emails) : [];
  const isOnlyMine = receivers.length > 0 && authors.every((it) => it.isMe || it.isDraft);
  return (
    <span className={classes.people}>
      {isOnlyMine
        ? t('to.list', { names: receivers.join(', ') })
        : authors.map((author, index) => (
            <span key={index} data-unread={author.isUnread || undefined}>
              {index > 0 && ', '}
              {author.isDraft ? (
                <em className={classes.draft}>{t('draft')}</em>
              ) : author.isMe ? (
                t('me')
              ) : (
                author.name
              )}
            </span>
          ))}
      {row.emails.length > 1 && <span className={classes.count}> {row.emails.length}</span>}
    </span>
  );
}

function Star({ row }: { row: Row }) {
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

function HoverActions({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const isNew = row.emails.some(isUnread);
  const threads = [row.emails];
  const actions = [
    ...(verbs.canArchive(threads)
      ? [{ label: t('archive'), icon: IconArchive, run: () => verbs.archive(threads) }]
      : []),
    verbs.isTrash
      ? { label: t('destroy'), icon: IconTrash, run: () => void verbs.destroy(threads) }
      : { label: t('trash'), icon: IconTrash, run: () => verbs.trash(threads) },
    isNew
      ? { label: t('read'), icon: IconMailOpened, run: () => verbs.read(threads, true) }
      : { label: t('unread'), icon: IconMail, run: () => verbs.read(threads, false) },
  ];
  return (
    <span className={classes.hover}>
      {actions.map(({ label, icon: Icon, run }) => (
        <ActionIcon
          key={label}
          variant="subtle"
          color="gray"
          size={30}
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
