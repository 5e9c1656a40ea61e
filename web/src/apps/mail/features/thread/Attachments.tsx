/** The files of a message: pictures as small pictures, all with name, size and download. */
import {
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
import classes from './thread.module.css';

const kinds: readonly [RegExp, Icon][] = [
  [/^image\//, IconPhoto],
  [/pdf$/, IconFileTypePdf],
  [/(spreadsheet|excel|csv)/, IconFileSpreadsheet],
  [/(zip|tar|gzip|compressed)/, IconFileZip],
  [/^message\//, IconMail],
  [/(^text\/|word|document)/, IconFileText],
];
const PREVIEWED = /^image\/(png|jpe?g|gif|webp|bmp)$/;
const OPENED = /^(image\/(png|jpe?g|gif|webp|bmp)|application\/pdf|text\/plain)$/;

/** Pictures that stand inside the text are no attachments to a reader. */
const isFile = (part: BodyPart, hasHtml: boolean): boolean =>
  !(hasHtml && part.cid && part.disposition !== 'attachment' && part.type.startsWith('image/'));

export function Attachments({ body, accountId }: { body: Body; accountId: string }) {
  const { t } = useTranslation('mail');
  const hasHtml = body.htmlBody.some((part) => part.type === 'text/html');
  const files = body.attachments.filter((part) => isFile(part, hasHtml));
  if (files.length === 0) return null;
  return (
    <section className={classes.files} aria-label={t('attachments')}>
      <h2 className={classes.filesTitle}>{t('attachments.count', { count: files.length })}</h2>
      <ul className={classes.fileList}>
        {files.map((part, index) => (
          <FileCard key={part.blobId ?? index} part={part} accountId={accountId} />
        ))}
      </ul>
    </section>
  );
}

function FileCard({ part, accountId }: { part: BodyPart; accountId: string }) {
  const { t } = useTranslation('mail');
  const { size } = useFormats();
  const name = part.name || (part.type === 'message/rfc822' ? t('attachment.message') : t('file'));
  const href = downloadHref(accountId, part.blobId ?? '', name, part.type);
  const [, Icon] = kinds.find(([pattern]) => pattern.test(part.type)) ?? [null, IconFile];
  const isOpened = OPENED.test(part.type);
  return (
    <li className={classes.file}>
      <a
        className={classes.fileOpen}
        href={isOpened ? `${href}&inline=1` : href}
        {...(isOpened ? { target: '_blank', rel: 'noreferrer' } : { download: name })}
        title={name}
      >
        <span className={classes.thumb}>
          {PREVIEWED.test(part.type) ? (
            <img src={`${href}&inline=1`} alt="" loading="lazy" />
          ) : (
            <Icon size={22} stroke={1.5} aria-hidden />
          )}
        </span>
        <span className={classes.fileWords}>
          <span className={classes.fileName}>{name}</span>
          <small>{size(part.size)}</small>
        </span>
      </a>
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
