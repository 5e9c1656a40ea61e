/** One line of the list. The avatar chooses the contact; a tick stands in its place once chosen. */
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, usePhone } from '@/ui';
import type { ContactRow } from '../client';
import classes from './contacts.module.css';

interface Props {
  contact: ContactRow;
  isChosen: boolean;
  onChoose: () => void;
}

export function ContactLine({ contact, isChosen, onChoose }: Props) {
  const { t } = useTranslation('contacts');
  const isPhone = usePhone();
  const isGroup = contact.kind === 'group';
  const job = [contact.title, contact.organization].filter(Boolean).join(' · ');
  const work = isGroup ? t('group.one') : job;
  const second = contact.email || contact.phone || work;
  return (
    <>
      {/* Space does the same for who has no mouse. */}
      <span
        className={classes.mark}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation();
          onChoose();
        }}
      >
        {isChosen ? (
          <span className={classes.tick}>
            <IconCheck size={18} stroke={2.25} />
          </span>
        ) : (
          <PersonAvatar
            name={contact.name}
            seed={contact.id}
            photoUrl={contact.photo_url}
            size={36}
          />
        )}
        {!isChosen && <span className={classes.box} />}
      </span>
      <div className={classes.who}>
        <span className={classes.name}>{contact.name}</span>
        {isPhone && second !== contact.name && <small>{second}</small>}
      </div>
      {!isPhone && (
        <>
          <span className={classes.cell}>{contact.email}</span>
          <span className={classes.cell} data-narrow>
            {contact.phone}
          </span>
          <span className={classes.cell}>{work === contact.name ? '' : work}</span>
          <span className={classes.chips}>
            {contact.labels.slice(0, 2).map((label) => (
              <span key={label} className={classes.chip}>
                {label}
              </span>
            ))}
          </span>
        </>
      )}
    </>
  );
}
