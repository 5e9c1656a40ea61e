/** Documents as cards with their first page. */
import { IconFileTextFilled, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { When } from '@/ui';
import type { DocRow } from '../client/docs';
import { DocMenu } from './DocMenu';
import classes from './home.module.css';

export function DocCards({ docs }: { docs: readonly DocRow[] }) {
  const { t } = useTranslation('docs');
  return (
    <ul className={classes.cards} aria-label={t('recent')}>
      {docs.map((doc) => (
        <li key={doc.id} className={classes.card}>
          <Link to={`/docs/${doc.id}`} className={classes.cardLink} aria-label={doc.name}>
            <span className={classes.first}>
              {doc.thumbnail && <img src={doc.thumbnail} alt="" loading="lazy" />}
            </span>
            <span className={classes.words}>
              <span className={classes.name} title={doc.name}>
                {doc.name}
              </span>
              <span className={classes.facts}>
                <IconFileTextFilled size={16} className={classes.kind} aria-hidden />
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
                <When at={doc.modified_at} />
              </span>
            </span>
          </Link>
          <span className={classes.cardMenu}>
            <DocMenu doc={doc} />
          </span>
        </li>
      ))}
    </ul>
  );
}
