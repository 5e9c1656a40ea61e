/** What is known of a contact: how to reach them, where, when they were born, what one noted. */
import type { ReactNode } from 'react';
import { Anchor } from '@mantine/core';
import {
  IconBuilding,
  IconCake,
  IconMail,
  IconMapPin,
  IconPhone,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { currentLanguage, useTranslation } from '@/platform/i18n';
import { PersonAvatar, ListRow, RowList } from '@/ui';
import type { Contact, ContactValue } from '../client';
import { addressLines, birthdayWords, typeWords, writeTo } from '../model';
import classes from './contacts.module.css';

function Fact({ icon: Icon, name, children }: { icon: Icon; name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>
        <Icon size={18} stroke={1.75} role="img" aria-label={name} />
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

interface ValueProps {
  one: ContactValue;
  children: ReactNode;
}

function Value({ one, children }: ValueProps) {
  const { t } = useTranslation('contacts');
  return (
    <span className={classes.value}>
      {children}
      {one.type && <small>{typeWords(one.type, t)}</small>}
    </span>
  );
}

const pageOf = (url: string) => (/^https?:\/\//i.test(url) ? url : `https://${url}`);

function Reach({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const { emails, phones, urls, addresses, birthday } = contact;
  const work = [contact.department, contact.organization].filter(Boolean).join(', ');
  return (
    <dl className={classes.facts}>
      {emails.length > 0 && (
        <Fact icon={IconMail} name={t('field.emails')}>
          {emails.map((one) => (
            <Value key={one.value} one={one}>
              <Anchor component={Link} to={writeTo([{ name: contact.name, email: one.value }])}>
                {one.value}
              </Anchor>
            </Value>
          ))}
        </Fact>
      )}
      {phones.length > 0 && (
        <Fact icon={IconPhone} name={t('field.phones')}>
          {phones.map((one) => (
            <Value key={one.value} one={one}>
              <Anchor href={`tel:${one.value.replace(/[^\d+]/g, '')}`}>{one.value}</Anchor>
            </Value>
          ))}
        </Fact>
      )}
      {work && (
        <Fact icon={IconBuilding} name={t('field.organization')}>
          {work}
        </Fact>
      )}
      {addresses.length > 0 && (
        <Fact icon={IconMapPin} name={t('field.addresses')}>
          {addresses.map((one, at) => (
            <span key={at} className={classes.value}>
              {addressLines(one).join(', ')}
              {one.type && <small>{typeWords(one.type, t)}</small>}
            </span>
          ))}
        </Fact>
      )}
      {urls.length > 0 && (
        <Fact icon={IconWorld} name={t('field.urls')}>
          {urls.map((one) => (
            <Value key={one.value} one={one}>
              <Anchor href={pageOf(one.value)} target="_blank" rel="noopener noreferrer">
                {one.value}
              </Anchor>
            </Value>
          ))}
        </Fact>
      )}
      {birthday && (
        <Fact icon={IconCake} name={t('field.birthday')}>
          {birthdayWords(birthday, currentLanguage())}
        </Fact>
      )}
    </dl>
  );
}

function Members({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  if (contact.members.length === 0) return <p className={classes.lead}>{t('members.none')}</p>;
  return (
    <RowList label={t('field.members')}>
      {contact.members.map((one) => (
        <ListRow
          key={one.id}
          mark={<PersonAvatar name={one.name} seed={one.id} size={28} />}
          title={
            <Anchor component={Link} to={`/contacts/${one.id}`}>
              {one.name}
            </Anchor>
          }
          description={one.email}
        />
      ))}
    </RowList>
  );
}

export function ContactFacts({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const isGroup = contact.kind === 'group';
  const lists = [contact.emails, contact.phones, contact.urls, contact.addresses];
  const hasReach =
    lists.some((one) => one.length > 0) || contact.birthday !== '' || contact.organization !== '';
  return (
    <>
      {isGroup && (
        <section>
          <Members contact={contact} />
        </section>
      )}
      {!isGroup && hasReach && (
        <section className={classes.card}>
          <h2>{t('details')}</h2>
          <Reach contact={contact} />
        </section>
      )}
      {contact.note && (
        <section className={classes.card}>
          <h2>{t('field.note')}</h2>
          <p className={classes.note}>{contact.note}</p>
        </section>
      )}
    </>
  );
}
