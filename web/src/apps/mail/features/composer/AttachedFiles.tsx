/** The files of a message being written, with how far each has come. */
import { CloseButton, Progress } from '@mantine/core';
import { IconAlertTriangle, IconPaperclip } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { edit } from '@/apps/mail/client/drafts';
import type { Attachment, Compose } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

export function AttachedFiles({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const files = compose.attachments.filter((file) => !file.cid);
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('attachments')}>
      {files.map((file) => (
        <FileLine
          key={file.key}
          file={file}
          onRemove={() =>
            edit(compose.key, { attachments: compose.attachments.filter((it) => it !== file) })
          }
        />
      ))}
    </ul>
  );
}

function FileLine({ file, onRemove }: { file: Attachment; onRemove: () => void }) {
  const { t } = useTranslation('mail');
  const { size } = useFormats();
  const Icon = file.hasFailed ? IconAlertTriangle : IconPaperclip;
  const name = file.name || t('file');
  return (
    <li className={classes.file} data-failed={file.hasFailed || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.fileName}>{name}</span>
      <small>{file.hasFailed ? t('attach.failed') : size(file.size)}</small>
      {!file.blobId && !file.hasFailed && (
        <Progress
          className={classes.progress}
          size={4}
          value={file.progress * 100}
          aria-label={t('attach.progress', { name })}
        />
      )}
      <CloseButton size="sm" aria-label={t('attach.remove', { name })} onClick={onRemove} />
    </li>
  );
}
