/** The apps on phones, within reach of the thumb. */
import { useTranslation } from '@/platform/i18n';
import { useOfferedApps } from './AppsContext';
import { AppLink } from './AppLink';
import classes from './Rail.module.css';

const MOST = 5;

export function BottomTabs() {
  const { t } = useTranslation('shell');
  const apps = useOfferedApps().filter((app) => app.home);
  return (
    <nav className={classes.tabs} aria-label={t('rail.label')}>
      {apps.slice(0, MOST).map((app) => (
        <AppLink key={app.name} app={app} isLabelled />
      ))}
    </nav>
  );
}
