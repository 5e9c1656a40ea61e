/** The body of a message: the server's clean page in a frame, or plain text as it is. */
import { useState } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPhotoOff } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ErrorState, toast, useSlow } from '@/ui';
import { alwaysShowImages } from '@/apps/mail/client/images';
import { bodyQuery, pageQuery, type SafePage } from '@/apps/mail/client/threads';
import { byRole, isIn, type Body, type Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import { Attachments } from './Attachments';
import { ConfidentialBanner } from './ConfidentialBanner';
import { ConfidentialCard } from './ConfidentialCard';
import { HtmlFrame } from './HtmlFrame';
import { InvitationCard } from './InvitationCard';
import { PlainText } from './PlainText';
import { JunkBanner, TrustBanner } from './TrustBanner';
import { useStanding } from './useStanding';
import classes from './thread.module.css';

const isHtml = (body: Body): boolean => body.htmlBody.some((part) => part.type === 'text/html');

function textOf(body: Body): string {
  return body.textBody
    .map((part) => (part.partId ? (body.bodyValues[part.partId]?.value ?? '') : ''))
    .join('\n');
}

/** The page of a message; the server leaves pictures out until somebody wants them. */
function usePage(email: Head) {
  const [isWished, setWished] = useState(false);
  const page = useQuery({ ...pageQuery(email.id, isWished), placeholderData: (before) => before });
  return { page, show: () => setWished(true) };
}

export function MessageBody({ email }: { email: Head }) {
  const { account, boxes } = useMail();
  const isJunk = isIn(email, byRole(boxes, 'junk')?.id ?? '');
  const body = useQuery(bodyQuery(account.id, email.id));
  const { page, show } = usePage(email);
  const standing = useStanding(email);
  const isSlow = useSlow(body.isPending);
  if (body.error) {
    return <ErrorState error={body.error} onRetry={() => void body.refetch()} />;
  }
  if (!body.data) return isSlow ? <Waiting /> : <div className={classes.waiting} />;
  const { trust } = body.data;
  if (standing?.role === 'reader') return <ConfidentialCard standing={standing} />;
  return (
    <div className={classes.body}>
      <div className={classes.notes}>
        {standing?.role === 'author' && <ConfidentialBanner email={email} standing={standing} />}
        <TrustBanner email={email} trust={trust} />
        <JunkBanner email={email} trust={trust} />
        {isHtml(body.data) && (
          <BlockedImages
            count={page.data?.blockedImages ?? 0}
            email={email}
            onShow={show}
            mayAlways={!isJunk}
          />
        )}
      </div>
      <InvitationCard body={body.data} accountId={account.id} />
      {isHtml(body.data) ? <Html page={page} /> : <PlainText text={textOf(body.data)} />}
      <Attachments body={body.data} accountId={account.id} />
    </div>
  );
}

function Html({ page }: { page: ReturnType<typeof useQuery<SafePage>> }) {
  const [isLoaded, setLoaded] = useState(false);
  if (page.error) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />;
  return (
    <>
      {!isLoaded && <div className={classes.waiting} />}
      {page.data && <HtmlFrame html={page.data.html} onReady={() => setLoaded(true)} />}
    </>
  );
}

interface BlockedProps {
  count: number;
  email: Head;
  onShow: () => void;
  mayAlways: boolean;
}

function BlockedImages({ count, email, onShow, mayAlways }: BlockedProps) {
  const { t } = useTranslation('mail');
  const sender = email.from?.[0]?.email ?? '';
  if (count === 0) return null;
  const always = async () => {
    await alwaysShowImages(sender);
    onShow();
  };
  return (
    <div className={classes.notice} role="note">
      <IconPhotoOff size={16} stroke={1.75} aria-hidden />
      <span>{t('images.blocked', { count })}</span>
      <Button variant="subtle" size="compact-sm" onClick={onShow}>
        {t('images.show')}
      </Button>
      {sender && mayAlways && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => void always().catch(toast.problem)}
        >
          {t('images.always', { sender })}
        </Button>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div className={classes.waiting}>
      <Skeleton height={10} width="70%" mb={12} />
      <Skeleton height={10} width="85%" mb={12} />
      <Skeleton height={10} width="40%" />
    </div>
  );
}
