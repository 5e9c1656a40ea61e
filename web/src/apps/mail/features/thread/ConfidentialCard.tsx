/** A confidential message as its readers see it: its content while that is allowed, nothing to keep. */
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { IconFile } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { ErrorState } from '@/ui';
import { contentQuery } from '@/apps/mail/client/confidential';
import type { ShownFile, Standing } from '@/apps/mail/model/confidential';
import { LockClock } from '../LockClock';
import { HtmlFrame } from './HtmlFrame';
import classes from './thread.module.css';

type Reading = Extract<Standing, { role: 'reader' }>;

export function ConfidentialCard({ standing }: { standing: Reading }) {
  const { t } = useTranslation('mail');
  if (standing.state === 'open') return <Content standing={standing} />;
  return (
    <div className={classes.body}>
      <div className={classes.notice} role="note">
        <LockClock size={16} />
        <span>
          <strong>{t('confidential.over')}</strong> {t('confidential.over.body')}
        </span>
      </div>
    </div>
  );
}

function Content({ standing }: { standing: Extract<Reading, { state: 'open' }> }) {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const page = useQuery(contentQuery(standing.url));
  const [isLoaded, setLoaded] = useState(false);
  return (
    <div className={classes.body}>
      <div className={classes.notes}>
        <div className={classes.notice} role="note">
          <LockClock size={16} />
          <span>{t('confidential.reading', { at: exact(standing.expiresAt) })}</span>
        </div>
      </div>
      {page.error && <ErrorState error={page.error} onRetry={() => void page.refetch()} />}
      {!page.error && !isLoaded && <div className={classes.waiting} />}
      {page.data !== undefined && <HtmlFrame html={page.data} onReady={() => setLoaded(true)} />}
      <Files files={standing.files} />
    </div>
  );
}

function Files({ files }: { files: readonly ShownFile[] }) {
  const { t } = useTranslation('mail');
  if (files.length === 0) return null;
  return (
    <section className={classes.files} aria-label={t('attachments')}>
      <h2 className={classes.filesTitle}>{t('attachments.count', { count: files.length })}</h2>
      <ul className={classes.withheld}>
        {files.map((file, index) => (
          <li key={`${file.name}-${index}`}>
            <IconFile size={18} stroke={1.5} aria-hidden />
            <span>{file.name || t('file')}</span>
            {file.url ? (
              <img src={file.url} alt={file.name} draggable={false} />
            ) : (
              <small>{t('confidential.withheld')}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
