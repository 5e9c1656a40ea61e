/** The apps on phones, within reach of the thumb; those that find no room are behind "More". */
import { lazy, Suspense } from 'react';
import { useTranslation } from '@/platform/i18n';
import { useOfferedApps } from './AppsContext';
import { AppLink } from './AppLink';
import classes from './Rail.module.css';

const MoreApps = lazy(() => import('./MoreApps'));
const MOST = 5;

export function BottomTabs() {
  const { t } = useTranslation('shell');
  const apps = useOfferedApps().filter((app) => app.home);
  const shown = apps.length > MOST ? apps.slice(0, MOST - 1) : apps;
  return (
    <nav className={classes.tabs} aria-label={t('rail.label')}>
      {shown.map((app) => (
        <AppLink key={app.name} app={app} isLabelled />
      ))}
      <Suspense>
        {shown.length < apps.length && <MoreApps apps={apps.slice(shown.length)} />}
      </Suspense>
    </nav>
  );
}
