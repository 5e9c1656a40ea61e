/** How much of a drive is used; a bar where it has a limit. */
import { Progress } from '@mantine/core';
import { IconCloud } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import type { Drive } from '../client/nodes';
import classes from './side.module.css';

const NEARLY_FULL = 90;

export function Storage({ drive }: { drive: Drive }) {
  const { t } = useTranslation('drive');
  const { size } = useFormats();
  const { used_bytes: used, quota_bytes: quota } = drive;
  const share = quota ? Math.min(100, (used / quota) * 100) : 0;
  return (
    <div className={classes.storage}>
      <span className={classes.storageHead}>
        <IconCloud size={18} stroke={1.75} aria-hidden />
        {t('storage')}
      </span>
      {quota !== null && (
        <Progress
          size={6}
          value={share}
          aria-label={t('storage')}
          {...(share >= NEARLY_FULL ? { color: 'var(--b-danger)' } : {})}
        />
      )}
      <span className={classes.storageWords}>
        {quota === null
          ? t('storage.used', { used: size(used) })
          : t('storage.of', { used: size(used), quota: size(quota) })}
      </span>
    </div>
  );
}
