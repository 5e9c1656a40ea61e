/** An app's icon with its badge, in the rail or in the bottom tabs. */
import type { AppModule } from '@/platform/app';
import { Link, usePathname } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import classes from './AppLink.module.css';

const noBadge = () => 0;
const MOST = 99;

interface Props {
  app: AppModule;
  isLabelled?: boolean;
}

export function AppLink({ app, isLabelled = false }: Props) {
  const { t } = useTranslation('shell');
  const useBadge = app.useBadge ?? noBadge;
  const badge = useBadge();
  const path = usePathname();
  const base = `/${app.home.split('/')[1] ?? ''}`;
  const isActive = path === base || path.startsWith(`${base}/`);
  const name = t(app.labelKey, { ns: app.name });
  const label = badge > 0 ? t('rail.badge', { app: name, count: badge }) : name;
  const Icon = app.icon;
  return (
    <Link
      to={app.home}
      className={classes.link}
      data-labelled={isLabelled || undefined}
      data-active={isActive || undefined}
      aria-current={isActive ? 'page' : undefined}
      aria-label={label}
      data-tip={isLabelled ? undefined : name}
      style={{ '--app': app.color }}
    >
      <span className={classes.icon}>
        <Icon size={22} stroke={1.75} aria-hidden />
        {badge > 0 && (
          // Drawn by CSS: the label says it in words.
          <span className={classes.badge} data-count={badge > MOST ? `${MOST}+` : badge} />
        )}
      </span>
      {isLabelled && <span className={classes.name}>{name}</span>}
    </Link>
  );
}
