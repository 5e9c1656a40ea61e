/** Documents as a list. */
import { IconFileTextFilled, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { When } from '@/ui';
import type { DocRow } from '../client/docs';
import { DocMenu } from './DocMenu';
import classes from './home.module.css';

export function DocLines({ docs }: { docs: readonly DocRow[] }) {
  const { t } = useTranslation('docs');
  return (
    <ul className={classes.lineList} aria-label={t('recent')}>
      {docs.map((doc) => (
        <li key={doc.id} className={classes.lineRow}>
          <Link to={`/docs/${doc.id}`} className={classes.lineLink}>
            <IconFileTextFilled size={20} className={classes.kind} aria-hidden />
            <span className={classes.name} title={doc.name}>
              {doc.name}
            </span>
            {doc.is_shared && (
              <IconUsers size={14} stroke={2} role="img" aria-label={t('shared')} />
            )}
            {doc.is_starred && (
              <IconStarFilled
                size={14}
                className={classes.star}
                role="img"
                aria-label={t('starred')}
              />
            )}
            <span className={classes.person}>{doc.modified_by?.name}</span>
            <span className={classes.time}>
              <When at={doc.modified_at} />
            </span>
          </Link>
          <DocMenu doc={doc} />
        </li>
      ))}
    </ul>
  );
}
