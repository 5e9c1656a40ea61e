/** The files of a message being written, with how far each has come. */
import { ActionIcon, CloseButton, Progress } from '@mantine/core';
import { IconAlertTriangle, IconPaperclip, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { removeFile, upload } from '@/apps/mail/client/uploads';
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
          onRemove={() => removeFile(compose.key, file.key)}
          onRetry={() => void upload(compose.key, file.key)}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  file: Attachment;
  onRemove: () => void;
  onRetry: () => void;
}

function FileLine({ file, onRemove, onRetry }: LineProps) {
  const { t } = useTranslation('mail');
  const { size } = useFormats();
  const Icon = file.hasFailed ? IconAlertTriangle : IconPaperclip;
  const name = file.name || t('file');
  const isMoving = !file.blobId && !file.hasFailed;
  return (
    <li className={classes.file} data-failed={file.hasFailed || undefined}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className={classes.fileName} title={name}>
        {name}
      </span>
      <small>{file.hasFailed ? t('attach.failed') : size(file.size)}</small>
      {isMoving && (
        <Progress
          className={classes.progress}
          size={4}
          value={Math.max(3, file.progress * 100)}
          aria-label={t('attach.progress', { name })}
        />
      )}
      {file.hasFailed && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('attach.retry', { name })}
          title={t('attach.retry', { name })}
          onClick={onRetry}
        >
          <IconRefresh size={16} stroke={1.75} />
        </ActionIcon>
      )}
      <CloseButton
        size="sm"
        aria-label={isMoving ? t('attach.cancel', { name }) : t('attach.remove', { name })}
        onClick={onRemove}
      />
    </li>
  );
}
