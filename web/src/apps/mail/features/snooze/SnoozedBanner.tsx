/** Over a sleeping conversation: until when it sleeps, and the way to wake it. */
import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import type { Head } from '@/apps/mail/model/mail';
import { useVerbs } from '../useVerbs';
import classes from './snooze.module.css';

export function SnoozedBanner({ emails }: { emails: readonly Head[] }) {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const verbs = useVerbs();
  const until = emails.find((email) => email.snoozed)?.snoozed?.until;
  if (!until || !verbs.isSnoozed([emails])) return null;
  return (
    <div className={classes.banner} role="note">
      <IconClock size={18} stroke={1.75} aria-hidden />
      <span>{t('snoozed.at', { at: exact(until) })}</span>
      <Button size="xs" variant="default" onClick={() => verbs.wake([emails])}>
        {t('snooze.end')}
      </Button>
    </div>
  );
}
