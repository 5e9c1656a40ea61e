/** One contact, to be read: who it is, ways to reach them, and what is known. */
import { Button, Group } from '@mantine/core';
import { IconMail, IconPhone, IconPlus } from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Page } from '@/ui';
import type { Contact } from '../client';
import { writeTo } from '../model';
import { ContactFacts } from './ContactFacts';
import { LabelsMenu } from './LabelsMenu';
import { PhotoMenu } from './PhotoMenu';
import classes from './contacts.module.css';

const look = { size: 18, stroke: 1.75 } as const;

function Labels({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  return (
    <div className={classes.labels}>
      {contact.labels.map((name) => (
        <Link
          key={name}
          className={classes.chip}
          to={`/contacts?label=${encodeURIComponent(name)}`}
        >
          {name}
        </Link>
      ))}
      {contact.groups.map((group) => (
        <Link key={group.id} className={classes.chip} to={`/contacts/${group.id}`}>
          {group.name}
        </Link>
      ))}
      {contact.may_change && (
        <LabelsMenu contacts={[contact]}>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} stroke={1.75} />}
          >
            {t('label.add')}
          </Button>
        </LabelsMenu>
      )}
    </div>
  );
}

export function ContactView({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const work = [contact.title, contact.organization].filter(Boolean).join(' · ');
  const isGroup = contact.kind === 'group';
  const first = { name: contact.name, email: contact.emails[0]?.value ?? '' };
  const people = (isGroup ? contact.members : [first]).filter((one) => one.email);
  const phone = contact.phones[0]?.value;
  return (
    <Page width={720}>
      <div className={classes.page}>
        <header className={classes.head}>
          <PhotoMenu contact={contact} />
          <div className={classes.headWords}>
            <h1>{contact.name}</h1>
            {work && work !== contact.name && <p>{work}</p>}
            {isGroup && <p>{t('members.count', { count: contact.members.length })}</p>}
            <Labels contact={contact} />
          </div>
        </header>
        {(people.length > 0 || phone) && (
          <Group gap="xs">
            {people.length > 0 && (
              <Button
                variant="light"
                leftSection={<IconMail {...look} />}
                onClick={() => go(writeTo(people))}
              >
                {t('write')}
              </Button>
            )}
            {phone && (
              <Button
                variant="light"
                component="a"
                href={`tel:${phone.replace(/[^\d+]/g, '')}`}
                leftSection={<IconPhone {...look} />}
              >
                {t('call')}
              </Button>
            )}
          </Group>
        )}
        <ContactFacts contact={contact} />
      </div>
    </Page>
  );
}
