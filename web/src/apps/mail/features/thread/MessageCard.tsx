/** One message of a conversation: its head, and when it is open its body and attachments. */
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, When } from '@/ui';
import { bodyQuery } from '@/apps/mail/client/threads';
import type { Head } from '@/apps/mail/model/mail';
import { isAmong, nameOf, shortName } from '@/apps/mail/model/people';
import { ScheduledBanner } from '../composer/ScheduledBanner';
import { useMail } from '../MailContext';
import { Details } from './Details';
import { MessageActions } from './MessageActions';
import { MessageBody } from './MessageBody';
import { UnsubscribeButton } from './UnsubscribeButton';
import classes from './thread.module.css';

interface Props {
  email: Head;
  isOpen: boolean;
  onToggle: (() => void) | undefined;
}

export function MessageCard({ email, isOpen, onToggle }: Props) {
  const { t } = useTranslation('mail');
  const author = email.from?.[0] ?? { name: null, email: t('nobody') };
  return (
    <article
      className={classes.message}
      data-open={isOpen || undefined}
      data-message={email.id}
      tabIndex={-1}
      aria-label={nameOf(author)}
    >
      <header
        className={classes.head}
        data-clickable={onToggle ? true : undefined}
        onClick={(event) => {
          const isControl =
            event.target instanceof Element && event.target.closest('button, a, [role=menu], dl');
          if (!isControl) onToggle?.();
        }}
      >
        <PersonAvatar name={nameOf(author)} seed={author.email} size={36} />
        <div className={classes.headWords}>
          <div className={classes.author}>
            {onToggle ? (
              <button
                type="button"
                className={classes.name}
                aria-expanded={isOpen}
                onClick={onToggle}
              >
                {nameOf(author)}
              </button>
            ) : (
              <span className={classes.name}>{nameOf(author)}</span>
            )}
            {isOpen && author.name && <span className={classes.address}>{author.email}</span>}
            {isOpen && <Leaving email={email} />}
          </div>
          {isOpen ? (
            <Receivers email={email} />
          ) : (
            <p className={classes.preview}>{email.preview}</p>
          )}
        </div>
        {!isOpen && email.hasAttachment && (
          <IconPaperclip size={16} stroke={1.75} aria-label={t('attachments')} />
        )}
        <span className={classes.when}>
          <When at={email.receivedAt} />
        </span>
        {isOpen && <MessageActions email={email} />}
      </header>
      {isOpen && <ScheduledBanner email={email} />}
      {isOpen && <MessageBody email={email} />}
    </article>
  );
}

function Leaving({ email }: { email: Head }) {
  const { account } = useMail();
  const { data } = useQuery(bodyQuery(account.id, email.id));
  return data?.unsubscribe ? <UnsubscribeButton email={email} way={data.unsubscribe} /> : null;
}

function Receivers({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const { own } = useMail();
  const people = [...(email.to ?? []), ...(email.cc ?? []), ...(email.bcc ?? [])];
  const names = people
    .slice(0, 4)
    .map((one) => (isAmong(one.email, own) ? t('me') : shortName(one)));
  const more = people.length - names.length;
  const list = more > 0 ? t('to.more', { names: names.join(', '), count: more }) : names.join(', ');
  return (
    <div className={classes.receivers}>
      <span>{people.length ? t('to.list', { names: list }) : t('to.nobody')}</span>
      <Details email={email} />
    </div>
  );
}
