/** Where one is: each part a link, the last one the heading of the page. */
import { Fragment } from 'react';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import classes from './text.module.css';

export interface Crumb {
  label: string;
  to?: string;
}

export function Crumbs({ items }: { items: readonly Crumb[] }) {
  const { t } = useTranslation('ui');
  const last = items.at(-1);
  return (
    <nav aria-label={t('crumbs')} className={classes.crumbs}>
      {items.slice(0, -1).map((crumb) => (
        <Fragment key={crumb.to ?? crumb.label}>
          <Link to={crumb.to ?? '.'} className={classes.crumb}>
            {crumb.label}
          </Link>
          <IconChevronRight size={16} stroke={1.75} aria-hidden />
        </Fragment>
      ))}
      <h1 className={classes.here} aria-current="page">
        {last?.label}
      </h1>
    </nav>
  );
}
