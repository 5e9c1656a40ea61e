/** Which of the newest messages a rule would mean. */
import { Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { When } from '@/ui';
import type { Trial } from '../client/rules';
import classes from '../settings.module.css';

export function TrialFound({ trial }: { trial: Trial }) {
  const { t } = useTranslation('mail-settings');
  return (
    <div>
      <Text role="status" fw={500} mb={8}>
        {t('trial.found', { count: trial.matched, seen: trial.looked_at })}
      </Text>
      {trial.items.length > 0 && (
        <ul className={classes.found} aria-label={t('trial.list')}>
          {trial.items.map((it) => (
            <li key={it.email_id}>
              <span title={it.from_email}>{it.from_name || it.from_email}</span>
              <span>{it.subject}</span>
              <When at={it.received_at} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
