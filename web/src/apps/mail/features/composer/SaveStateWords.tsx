/** Whether what was written is stored, and where, in a word. */
import { IconCloudOff } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { SaveState } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

export function SaveStateWords({ state }: { state: SaveState }) {
  const { t } = useTranslation('mail');
  return (
    <span className={classes.state} data-failed={state === 'failed' || undefined} role="status">
      {state === 'kept' && <IconCloudOff size={14} stroke={1.75} aria-hidden />}
      {state === 'untouched' || state === 'changed' ? '' : t(`state.${state}`)}
    </span>
  );
}
