/** How far a change to many messages is. */
import { Progress } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { useRunningJob } from '@/apps/mail/client/bulk';
import classes from './list.module.css';

export function JobLine() {
  const { t } = useTranslation('mail');
  const { number } = useFormats();
  const job = useRunningJob();
  if (!job) return null;
  const share = job.total ? Math.min(100, (100 * job.done) / job.total) : 0;
  const words = job.total
    ? t('bulk.progress', { done: number(job.done), total: number(job.total) })
    : t('bulk.begins');
  return (
    <div className={classes.job} role="status">
      <span>{words}</span>
      <Progress value={share} size="sm" className={classes.jobBar} aria-label={words} />
    </div>
  );
}
