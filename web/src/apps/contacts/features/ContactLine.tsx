/** One line of the list; the first of each letter shows it. */
import { PersonAvatar, usePhone } from '@/ui';
import type { ContactRow } from '../client';
import classes from './contacts.module.css';

interface Props {
  contact: ContactRow;
  letter: string;
}

export function ContactLine({ contact, letter }: Props) {
  const isPhone = usePhone();
  return (
    <>
      <span className={classes.letter} aria-hidden>
        {letter}
      </span>
      <PersonAvatar
        name={contact.name}
        seed={contact.id}
        photoUrl={contact.photo_url}
        size={isPhone ? 36 : 28}
      />
      <div className={classes.who}>
        <span className={classes.name}>{contact.name}</span>
        {isPhone && <small>{contact.email || contact.phone || contact.organization}</small>}
      </div>
      {!isPhone && (
        <>
          <span className={classes.cell}>{contact.email}</span>
          <span className={classes.cell}>{contact.phone}</span>
          <span className={classes.cell}>{contact.organization}</span>
        </>
      )}
    </>
  );
}
