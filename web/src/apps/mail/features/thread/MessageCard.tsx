/** One message of a conversation: its head, and when it is open its body and attachments. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconCode,
  IconDots,
  IconDownload,
  IconPaperclip,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, When } from '@/ui';
import { downloadHref } from '@/apps/mail/client/threads';
import { hasMoreRecipients } from '@/apps/mail/model/compose';
import { isStarred, type Head } from '@/apps/mail/model/mail';
import { isAmong, nameOf, shortName } from '@/apps/mail/model/people';
import { useMail } from '../MailContext';
import { useVerbs } from '../useVerbs';
import { Details } from './Details';
import { MessageBody } from './MessageBody';
import { useAnswer } from './useAnswer';
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
        {isOpen && <Actions email={email} />}
      </header>
      {isOpen && <MessageBody email={email} />}
    </article>
  );
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

function Actions({ email }: { email: Head }) {
  const { t } = useTranslation('mail');
  const { account, own } = useMail();
  const verbs = useVerbs();
  const answer = useAnswer();
  const isOn = isStarred(email);
  const raw = downloadHref(account.id, email.blobId, 'message.eml', 'message/rfc822');
  const source = downloadHref(account.id, email.blobId, 'message.txt', 'text/plain');
  return (
    <span className={classes.tools}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        className={classes.starTool}
        data-on={isOn || undefined}
        aria-label={t('star')}
        aria-pressed={isOn}
        onClick={() => verbs.star([[email]], !isOn)}
      >
        {isOn ? <IconStarFilled size={18} /> : <IconStar size={18} stroke={1.75} />}
      </ActionIcon>
      {account.maySend && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          aria-label={t('reply')}
          title={t('reply')}
          onClick={() => answer('reply', email)}
        >
          <IconArrowBackUp size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <Menu width={220}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('message.more')}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {account.maySend && hasMoreRecipients(email, own) && (
            <Menu.Item
              leftSection={<IconArrowBackUpDouble size={16} />}
              onClick={() => answer('replyAll', email)}
            >
              {t('replyAll')}
            </Menu.Item>
          )}
          {account.maySend && (
            <Menu.Item
              leftSection={<IconArrowForwardUp size={16} />}
              onClick={() => answer('forward', email)}
            >
              {t('forward')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={16} />} component="a" href={raw}>
            {t('message.download')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconCode size={16} />}
            component="a"
            href={`${source}&inline=1`}
            target="_blank"
            rel="noreferrer"
          >
            {t('message.source')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
