/** What was asked for beyond the text, with a way to take it back. */
import { Pill } from '@mantine/core';
import { IconAlarm, IconLock } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

export function Extras({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const { key, followUpDays, confidential } = compose;
  if (!followUpDays && !confidential) return null;
  return (
    <div className={classes.extras}>
      {followUpDays && (
        <Pill
          size="md"
          className={classes.chip ?? ''}
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('followUp.remove') }}
          onRemove={() => edit(key, { followUpDays: null })}
        >
          <IconAlarm size={14} stroke={1.75} aria-hidden />
          <span>{t('followUp.in', { count: followUpDays })}</span>
        </Pill>
      )}
      {confidential && (
        <Pill
          size="md"
          className={classes.chip ?? ''}
          withRemoveButton
          removeButtonProps={{ 'aria-label': t('confidential.remove') }}
          onRemove={() => edit(key, { confidential: null })}
        >
          <IconLock size={14} stroke={1.75} aria-hidden />
          <span>{t('confidential.for', { count: confidential.expiresInDays })}</span>
        </Pill>
      )}
    </div>
  );
}
