/** The uploads of this tab at the lower right: progress, pause, continue, try again, stop. */
import { useState } from 'react';
import { ActionIcon, Progress } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronUp,
  IconCircleCheck,
  IconFileUpload,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import { asProblem } from '@/platform/api';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import {
  cancelUpload,
  closeUploads,
  pauseUpload,
  resumeUpload,
  useUploads,
  type Sending,
} from '../client/uploads';
import classes from './tray.module.css';

export function UploadTray() {
  const { t } = useTranslation('drive');
  const uploads = useUploads();
  const [isFolded, setFolded] = useState(false);
  if (uploads.length === 0) return null;
  const left = uploads.filter((one) => one.state !== 'done').length;
  const failed = uploads.filter((one) => one.state === 'failed').length;
  const title = failed
    ? t('upload.failed', { count: failed })
    : left
      ? t('upload.running', { count: left })
      : t('upload.done', { count: uploads.length });
  return (
    <section className={classes.tray} aria-label={t('upload.title')}>
      <header className={classes.head}>
        <h2 aria-live="polite">{title}</h2>
        <Button
          icon={isFolded ? IconChevronUp : IconChevronDown}
          label={t('upload.fold')}
          isExpanded={!isFolded}
          onClick={() => setFolded(!isFolded)}
        />
        <Button icon={IconX} label={t('close')} onClick={closeUploads} />
      </header>
      {!isFolded && (
        <ul className={classes.list}>
          {uploads.map((one) => (
            <Row key={one.id} upload={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ upload }: { upload: Sending }) {
  const { t } = useTranslation('drive');
  const share = upload.size ? Math.round((upload.sent / upload.size) * 100) : 0;
  return (
    <li className={classes.row}>
      <Mark upload={upload} />
      <span className={classes.words}>
        {upload.node ? (
          <Link to={`/drive/files/${upload.node}`} className={classes.name}>
            {upload.name}
          </Link>
        ) : (
          <span className={classes.name}>{upload.name}</span>
        )}
        <State upload={upload} />
        {(upload.state === 'sending' || upload.state === 'paused') && (
          <Progress size={4} value={share} aria-label={t('upload.of', { name: upload.name })} />
        )}
      </span>
      <Controls upload={upload} />
    </li>
  );
}

function Mark({ upload }: { upload: Sending }) {
  if (upload.state === 'done') {
    return <IconCircleCheck className={classes.done} size={18} stroke={1.75} aria-hidden />;
  }
  if (upload.state === 'failed') {
    return <IconAlertTriangle className={classes.failed} size={18} stroke={1.75} aria-hidden />;
  }
  return <IconFileUpload size={18} stroke={1.75} aria-hidden />;
}

function State({ upload }: { upload: Sending }) {
  const { t } = useTranslation('drive');
  const { size } = useFormats();
  if (upload.state === 'failed') {
    const problem = asProblem(upload.error);
    return (
      <span className={classes.problem}>
        {problem.status === 0 ? t('upload.offline') : problem.detail || t('upload.refused')}
      </span>
    );
  }
  const words =
    upload.state === 'sending'
      ? t('upload.progress', { sent: size(upload.sent), size: size(upload.size) })
      : `${t(`upload.state.${upload.state}`)} · ${size(upload.size)}`;
  return <span className={classes.state}>{words}</span>;
}

function Controls({ upload }: { upload: Sending }) {
  const { t } = useTranslation('drive');
  const { id, name, state } = upload;
  if (state === 'done') return null;
  return (
    <>
      {state === 'sending' && (
        <Button
          icon={IconPlayerPause}
          label={t('upload.pause', { name })}
          onClick={() => pauseUpload(id)}
        />
      )}
      {state === 'paused' && (
        <Button
          icon={IconPlayerPlay}
          label={t('upload.continue', { name })}
          onClick={() => resumeUpload(id)}
        />
      )}
      {state === 'failed' && (
        <Button
          icon={IconRefresh}
          label={t('upload.again', { name })}
          onClick={() => resumeUpload(id)}
        />
      )}
      <Button icon={IconX} label={t('upload.stop', { name })} onClick={() => cancelUpload(id)} />
    </>
  );
}

interface ButtonProps {
  icon: Icon;
  label: string;
  isExpanded?: boolean;
  onClick: () => void;
}

function Button({ icon: Icon, label, isExpanded, onClick }: ButtonProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      aria-expanded={isExpanded}
      onClick={onClick}
    >
      <Icon size={16} stroke={1.75} />
    </ActionIcon>
  );
}
