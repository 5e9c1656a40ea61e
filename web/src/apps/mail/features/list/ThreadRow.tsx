/** What a row of the list shows: who, what about, when; what one can do with it on hover. */
import { memo } from 'react';
import { IconCheck, IconCircleCheck, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, When } from '@/ui';
import { useMailSettings } from '@/apps/mail/client/settings';
import { byRole, isMuted, type Row } from '@/apps/mail/model/mail';
import { authorsOf, faceOf, nameOf, receiversOf } from '@/apps/mail/model/people';
import { LabelChips } from '../LabelChips';
import { useMail } from '../MailContext';
import { Choose, HoverActions, Important, Star } from './RowActions';
import { useRowActs } from './RowActs';
import { useSnippet } from './snippets';
import { Marked } from './Marked';
import classes from './list.module.css';

interface Props {
  row: Row;
  /** Three lines, for phones and narrow lists. */
  isTall: boolean;
  isChosen: boolean;
  /** Under the pointer or the cursor: its buttons show. */
  isActive: boolean;
}

export const ThreadRow = memo(function ThreadRow(props: Props) {
  return props.isTall ? <Tall {...props} /> : <Wide {...props} />;
});

function Wide({ row, isChosen, isActive }: Props) {
  const { t } = useTranslation('mail');
  const subject = subjectFor(row);
  return (
    <>
      <div role="gridcell" className={classes.check}>
        <Choose
          row={row}
          isChosen={isChosen}
          label={t('select', { subject: subject || t('subject.none') })}
        />
      </div>
      <div role="gridcell" className={classes.star}>
        <Star row={row} />
        <Important row={row} />
      </div>
      <div role="gridcell" className={classes.who}>
        <People row={row} />
      </div>
      <div role="gridcell" className={classes.what}>
        <LabelChips emails={row.emails} />
        <Words row={row} />
      </div>
      <div role="gridcell" className={classes.end}>
        <Taken row={row} />
        {row.emails.some((email) => email.hasAttachment) && (
          <IconPaperclip size={16} stroke={1.75} aria-label={t('attachments')} />
        )}
        <Time row={row} />
        {isActive && <HoverActions row={row} />}
      </div>
    </>
  );
}

function Tall({ row, isChosen }: Props) {
  const { t } = useTranslation('mail');
  const acts = useRowActs();
  const { own } = useMail();
  const other = faceOf(row.emails, own);
  const name = other ? nameOf(other) : '?';
  const subject = subjectFor(row) || t('subject.none');
  return (
    <>
      <div role="gridcell">
        <button
          type="button"
          className={classes.face}
          aria-pressed={isChosen}
          aria-label={t('select', { subject })}
          tabIndex={-1}
          onClick={() => acts.choose(row, false)}
        >
          {isChosen ? (
            <IconCheck size={20} stroke={2.5} className={classes.chosen} />
          ) : (
            <PersonAvatar name={name} seed={other?.email} size={36} />
          )}
        </button>
      </div>
      <div role="gridcell" className={classes.tall}>
        <div className={classes.tallLine}>
          <People row={row} />
          <Time row={row} />
        </div>
        <Words row={row} isTall />
      </div>
      <div role="gridcell" className={classes.tallStar}>
        <Star row={row} />
      </div>
    </>
  );
}

const subjectFor = (row: Row): string => row.emails[0]?.subject.trim() ?? '';
const snippetOf = (row: Row): string => row.emails.at(-1)?.preview ?? '';

/** The subject and how the last message begins; in a search what was found, marked. */
function Words({ row, isTall = false }: { row: Row; isTall?: boolean }) {
  const { t } = useTranslation('mail');
  const { snippets_on: hasSnippet } = useMailSettings();
  const found = useSnippet(row.lead);
  const subject = found?.subject ? (
    <Marked html={found.subject} />
  ) : (
    subjectFor(row) || t('subject.none')
  );
  const snippet = found?.preview ? <Marked html={found.preview} /> : snippetOf(row);
  if (!isTall) {
    return (
      <>
        <span className={classes.subject}>{subject}</span>
        <span className={classes.snippet}>{(hasSnippet || found?.preview) && snippet}</span>
      </>
    );
  }
  return (
    <>
      <div className={classes.tallLine}>
        <span className={classes.subject}>{subject}</span>
        {row.emails.some((email) => email.hasAttachment) && (
          <IconPaperclip size={16} stroke={1.75} aria-label={t('attachments')} />
        )}
      </div>
      <div className={classes.tallLine}>
        <span className={classes.snippet}>
          <LabelChips emails={row.emails} />
          {snippet}
        </span>
      </div>
    </>
  );
}

/** Who takes care of it, in shared mailboxes. */
function Taken({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const care = row.emails.find((email) => email.care)?.care;
  if (!care) return null;
  return (
    <>
      {care.state === 'done' && (
        <IconCircleCheck size={16} stroke={1.75} aria-label={t('team.done')} />
      )}
      {care.assignee && (
        <span title={t('team.takes', { name: care.assignee.name })}>
          <PersonAvatar name={care.assignee.name} seed={care.assignee.id} size={20} />
        </span>
      )}
    </>
  );
}

/** When what put it at its place came; of a sleeping conversation when it comes back. */
function Time({ row }: { row: Row }) {
  const { t } = useTranslation('mail');
  const until = row.emails.find((email) => email.snoozed)?.snoozed?.until;
  const placed = row.emails.find((email) => email.id === row.lead) ?? row.emails.at(-1);
  return (
    <span className={classes.time} data-snoozed={until ? true : undefined}>
      {until && <span className="visually-hidden">{t('snoozed.until')} </span>}
      <When at={until ?? placed?.receivedAt} />
    </span>
  );
}

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
      {row.emails.every(isMuted) && <span className={classes.muted}>{t('muted')}</span>}
    </span>
  );
}
