/** What was said on a ticket and what was changed, in the order it happened. */
import { useEffect, useRef, type ReactNode } from 'react';
import { IconLock, IconPaperclip, IconRobot } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { PersonAvatar, StatusBadge, When } from '@/ui';
import type { Message, Ticket } from '../client';
import classes from './desk.module.css';

type Change = Ticket['history'][number];
type Entry = { at: string; key: string; node: ReactNode };

export function Conversation({ ticket }: { ticket: Ticket }) {
  const end = useRef<HTMLDivElement>(null);
  const count = ticket.messages.length;
  useEffect(() => {
    // In braces: newer browsers return a promise, which React would take for a clean-up.
    end.current?.scrollIntoView({ block: 'end' });
  }, [count]);
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label={ticket.subject}>
      <div className={classes.column}>
        <h1 className={classes.heading}>{ticket.subject}</h1>
        {entriesOf(ticket).map((entry) => (
          <div key={entry.key}>{entry.node}</div>
        ))}
        <div ref={end} />
      </div>
    </div>
  );
}

function entriesOf(ticket: Ticket): Entry[] {
  const said = ticket.messages.map((message) => ({
    at: message.created_at,
    key: message.id,
    node: <MessageCard message={message} />,
  }));
  const changed = ticket.history.map((change) => ({
    at: change.at,
    key: change.id,
    node: <ChangeLine change={change} />,
  }));
  return [...said, ...changed].sort((one, other) => one.at.localeCompare(other.at));
}

function MessageCard({ message }: { message: Message }) {
  const { t } = useTranslation('desk');
  return (
    <article className={classes.message} data-kind={message.kind}>
      <header className={classes.messageHead}>
        <PersonAvatar
          name={message.author_name || message.author_email}

          size={28}
        />
        <div className={classes.author}>
          <span className={classes.authorName}>{message.author_name || message.author_email}</span>
          {message.author_name && (
            <span className={classes.authorMail}>{message.author_email}</span>
          )}
        </div>
        {message.kind === 'note' && (
          <StatusBadge tone="warning" icon={IconLock}>
            {t('note')}
          </StatusBadge>
        )}
        {message.kind === 'automatic' && (
          <StatusBadge icon={IconRobot}>{t('automatic')}</StatusBadge>
        )}
        <span className={classes.time}>
          <When at={message.created_at} />
        </span>
      </header>
      <div className={classes.body}>{message.text}</div>
      <Files message={message} />
    </article>
  );
}

const isPicture = (mediaType: string) => /^image\/(png|jpeg|gif|webp)$/.test(mediaType);

function Files({ message }: { message: Message }) {
  const formats = useFormats();
  if (message.attachments.length === 0) return null;
  return (
    <ul className={classes.files}>
      {message.attachments.map((file) => (
        <li key={file.id}>
          {isPicture(file.media_type) ? (
            <a href={file.url} target="_blank" rel="noreferrer">
              <img className={classes.picture} src={file.url} alt={file.name} loading="lazy" />
            </a>
          ) : (
            <a className={classes.file} href={file.url} download={file.name}>
              <IconPaperclip size={16} stroke={1.75} aria-hidden />
              <span className={classes.fileName}>{file.name}</span>
              <span className={classes.fileSize}>{formats.size(file.size_bytes)}</span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const { t } = useTranslation('desk');
  const words = (field: string, value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('nobody');
    if (field === 'status') return t(`status.${String(value)}`);
    if (field === 'priority') return t(`priority.${String(value)}`);
    return String(value);
  };
  const parts = Object.entries(change.changes)
    .filter(([field]) => field in fieldKeys)
    .map(([field, pair]) => `${t(`field.${field}`)}: ${words(field, pair[1])}`);
  if (parts.length === 0) return null;
  return (
    <p className={classes.change}>
      <span>{change.actor || t('system')}</span>
      <span aria-hidden>·</span>
      <span>{parts.join(', ')}</span>
      <span aria-hidden>·</span>
      <When at={change.at} />
    </p>
  );
}

const fieldKeys: Record<string, true> = {
  status: true,
  priority: true,
  assignee_id: true,
  subject: true,
};
