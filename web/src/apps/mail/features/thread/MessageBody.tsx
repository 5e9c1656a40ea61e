/** The body of a message: the server's clean page in a frame, or plain text as it is. */
import { useState } from 'react';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconAlertTriangle, IconPhotoOff, IconWorld } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { ErrorState, StatusBadge, useSlow } from '@/ui';
import { bodyQuery, pageQuery } from '@/apps/mail/client/threads';
import type { Body, Head } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import { Attachments } from './Attachments';
import { HtmlFrame } from './HtmlFrame';
import { PlainText } from './PlainText';
import classes from './thread.module.css';

const isHtml = (body: Body): boolean => body.htmlBody.some((part) => part.type === 'text/html');

function textOf(body: Body): string {
  return body.textBody
    .map((part) => (part.partId ? (body.bodyValues[part.partId]?.value ?? '') : ''))
    .join('\n');
}

export function MessageBody({ email }: { email: Head }) {
  const { account } = useMail();
  const body = useQuery(bodyQuery(account.id, email.id));
  const page = useQuery(pageQuery(email.id));
  const isSlow = useSlow(body.isPending);
  if (body.error) {
    return <ErrorState error={body.error} onRetry={() => void body.refetch()} />;
  }
  if (!body.data) return isSlow ? <Waiting /> : <div className={classes.waiting} />;
  return (
    <div className={classes.body}>
      <div className={classes.notes}>
        <Origin email={email} body={body.data} />
        {isHtml(body.data) && <BlockedImages count={page.data?.blockedImages ?? 0} />}
      </div>
      {isHtml(body.data) ? <Html page={page} /> : <PlainText text={textOf(body.data)} />}
      <Attachments body={body.data} accountId={account.id} />
    </div>
  );
}

function Html({
  page,
}: {
  page: ReturnType<typeof useQuery<{ html: string; blockedImages: number }>>;
}) {
  const [isLoaded, setLoaded] = useState(false);
  if (page.error) return <ErrorState error={page.error} onRetry={() => void page.refetch()} />;
  return (
    <>
      {!isLoaded && <div className={classes.waiting} />}
      {page.data && <HtmlFrame html={page.data.html} onReady={() => setLoaded(true)} />}
    </>
  );
}

function BlockedImages({ count }: { count: number }) {
  const { t } = useTranslation('mail');
  if (count === 0) return null;
  return <StatusBadge icon={IconPhotoOff}>{t('images.blocked', { count })}</StatusBadge>;
}

/** Where it came from, as our server saw it; what anybody can write into a message says nothing. */
function Origin({ email, body }: { email: Head; body: Body }) {
  const { t } = useTranslation('mail');
  const { domain } = useMe();
  const isOutside = body['header:Return-Path:asRaw'] !== null;
  const author = email.from?.[0]?.email.toLowerCase() ?? '';
  if (!isOutside) return null;
  if (author.endsWith(`@${domain}`)) {
    return (
      <p className={classes.notice} data-tone="danger">
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
        {t('origin.unproven', { domain })}
      </p>
    );
  }
  return <StatusBadge icon={IconWorld}>{t('origin.outside')}</StatusBadge>;
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
