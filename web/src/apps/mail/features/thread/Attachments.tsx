/** The files of a message: pictures as small pictures, all with name, size and download. */
import { lazy, Suspense, useState } from 'react';
import {
  IconCalendarEvent,
  IconDownload,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypePdf,
  IconFileZip,
  IconMail,
  IconPhoto,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { downloadHref } from '@/apps/mail/client/threads';
import type { Body, BodyPart } from '@/apps/mail/model/mail';
import { filesOf, lookOf } from '@/apps/mail/model/preview';
import classes from './thread.module.css';

const Lightbox = lazy(() => import('./Lightbox'));

const kinds: readonly [RegExp, Icon][] = [
  [/^image\//, IconPhoto],
  [/pdf$/, IconFileTypePdf],
  [/(spreadsheet|excel|csv)/, IconFileSpreadsheet],
  [/(zip|tar|gzip|compressed)/, IconFileZip],
  [/^message\//, IconMail],
  [/calendar|ics$/, IconCalendarEvent],
  [/(^text\/|word|document)/, IconFileText],
];

export function Attachments({ body, accountId }: { body: Body; accountId: string }) {
  const { t } = useTranslation('mail');
  const [opened, setOpened] = useState(-1);
  const hasHtml = body.htmlBody.some((part) => part.type === 'text/html');
  const files = filesOf(body.attachments, hasHtml);
  if (files.length === 0) return null;
  const viewed = files.filter((part) => lookOf(part) !== 'none');
  return (
    <section className={classes.files} aria-label={t('attachments')}>
      <h2 className={classes.filesTitle}>{t('attachments.count', { count: files.length })}</h2>
      <ul className={classes.fileList}>
        {files.map((part, index) => (
          <FileCard
            key={part.blobId ?? index}
            part={part}
            accountId={accountId}
            onOpen={viewed.includes(part) ? () => setOpened(viewed.indexOf(part)) : undefined}
          />
        ))}
      </ul>
      {opened >= 0 && (
        <Suspense>
          <Lightbox
            files={viewed}
            accountId={accountId}
            first={opened}
            onClose={() => setOpened(-1)}
          />
        </Suspense>
      )}
    </section>
  );
}

interface CardProps {
  part: BodyPart;
  accountId: string;
  onOpen: (() => void) | undefined;
}

function FileCard({ part, accountId, onOpen }: CardProps) {
  const { t } = useTranslation('mail');
  const { size } = useFormats();
  const name = part.name || (part.type === 'message/rfc822' ? t('attachment.message') : t('file'));
  const href = downloadHref(accountId, part.blobId ?? '', name, part.type);
  const [, Icon] = kinds.find(([pattern]) => pattern.test(part.type)) ?? [null, IconFile];
  const face = (
    <>
      <span className={classes.thumb}>
        {lookOf(part) === 'image' ? (
          <img src={`${href}&inline=1`} alt="" loading="lazy" />
        ) : (
          <Icon size={22} stroke={1.5} aria-hidden />
        )}
      </span>
      <span className={classes.fileWords}>
        <span className={classes.fileName}>{name}</span>
        <small>{size(part.size)}</small>
      </span>
    </>
  );
  return (
    <li className={classes.file}>
      {onOpen ? (
        <button type="button" className={classes.fileOpen} title={name} onClick={onOpen}>
          {face}
        </button>
      ) : (
        <a className={classes.fileOpen} href={href} download={name} title={name}>
          {face}
        </a>
      )}
      <a
        className={classes.fileDownload}
        href={href}
        download={name}
        aria-label={t('attachment.download', { name })}
        title={t('attachment.download', { name })}
      >
        <IconDownload size={16} stroke={1.75} aria-hidden />
      </a>
    </li>
  );
}
