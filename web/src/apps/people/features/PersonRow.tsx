/** One line of the directory. */
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, usePhone } from '@/ui';
import type { Card } from '../client/types';
import { PersonRole, PersonState } from './PersonState';
import classes from './PersonRow.module.css';

export function PersonRow({ person }: { person: Card }) {
  const { t } = useTranslation('people');
  const isPhone = usePhone();
  return (
    <>
      <PersonAvatar name={person.name} seed={person.id} size={isPhone ? 36 : 28} />
      <div className={classes.who}>
        <span className={classes.name}>{person.name}</span>
        {isPhone && <small>{person.title || person.email}</small>}
      </div>
      {!isPhone && (
        <>
          <span className={classes.email}>{person.email}</span>
          <span className={classes.cell}>{person.title}</span>
          <span className={classes.cell}>{person.unit?.name}</span>
        </>
      )}
      <span className={classes.state}>
        {person.kind === 'shared' && !isPhone && <small>{t('kind.shared')}</small>}
        <PersonRole role={person.role} />
        {person.state !== 'active' && <PersonState state={person.state} />}
      </span>
    </>
  );
}
