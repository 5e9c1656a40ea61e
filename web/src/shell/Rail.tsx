/** The rail at the left: one icon for each app. */
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useOfferedApps } from './AppsContext';
import { AppLink } from './AppLink';
import classes from './Rail.module.css';

export function Rail() {
  const { t } = useTranslation('shell');
  const apps = useOfferedApps();
  return (
    <nav className={classes.rail} aria-label={t('rail.label')}>
      <Link to="/" className={classes.logo} aria-label={t('rail.home')}>
        <img src="/icon.svg" alt="" width={28} height={28} />
      </Link>
      {apps
        .filter((app) => app.home)
        .map((app) => (
          <AppLink key={app.name} app={app} />
        ))}
    </nav>
  );
}
