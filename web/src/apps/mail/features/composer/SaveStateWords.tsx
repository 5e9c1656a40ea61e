/** Whether what was written is stored, in a word. */
import { useTranslation } from '@/platform/i18n';
import type { SaveState } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

export function SaveStateWords({ state }: { state: SaveState }) {
  const { t } = useTranslation('mail');
  return (
    <span className={classes.state} data-failed={state === 'failed' || undefined} role="status">
      {state === 'untouched' || state === 'changed' ? '' : t(`state.${state}`)}
    </span>
  );
}
