/** A calm line above the page while something is left to do for the account's safety. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { Link, usePathname } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import classes from './Reminder.module.css';

const STORED = 'bureau.reminder.later';
const SECURITY = '/settings/security';

const today = () => new Date().toDateString();

export function Reminder() {
  const { t } = useTranslation('shell');
  const { reminders } = useMe();
  const path = usePathname();
  const [later, setLater] = useState(() => window.localStorage.getItem(STORED));
  const isDue = reminders.includes('set_up_second_factor') && later !== today();
  if (!isDue || path.startsWith(SECURITY)) return null;
  function postpone(): void {
    window.localStorage.setItem(STORED, today());
    setLater(today());
  }
  return (
    <div className={classes.reminder} role="status">
      <IconShieldLock size={18} stroke={1.75} aria-hidden />
      <span className={classes.words}>{t('reminder.factor')}</span>
      <Button component={Link} to={SECURITY} size="compact-sm" variant="default">
        {t('reminder.setUp')}
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={postpone}>
        {t('reminder.later')}
      </Button>
    </div>
  );
}
