/** What was asked for beyond the text, with a way to take it back. */
import { useState } from 'react';
import { Pill } from '@mantine/core';
import { IconAlarm } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import { endOf, isShown, type Terms } from '@/apps/mail/model/confidential';
import { LockClock } from '../LockClock';
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
      {confidential && <Secret compose={compose} terms={confidential} />}
    </div>
  );
}

function Secret({ compose, terms }: { compose: Compose; terms: Terms }) {
  const { t } = useTranslation('mail');
  const { date } = useFormats();
  const [now] = useState(() => Date.now());
  const withheld = compose.attachments.filter((file) => !file.cid && !isShown(file.type));
  return (
    <>
      <Pill
        size="md"
        className={classes.chip ?? ''}
        withRemoveButton
        removeButtonProps={{ 'aria-label': t('confidential.remove') }}
        onRemove={() => edit(compose.key, { confidential: null })}
      >
        <LockClock size={14} />
        <span>{t('confidential.until', { date: date(endOf(terms, now)) })}</span>
      </Pill>
      {withheld.length > 0 && (
        <span className={classes.aside} role="status">
          {t('confidential.withholds', { count: withheld.length })}
        </span>
      )}
    </>
  );
}
