/** One contact: what is on it, and ways to change, write to and delete it. */
import { useState } from 'react';
import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { confirm, FileButton, KeyValues, PersonAvatar, QueryState, RightPanel, toast } from '@/ui';
import {
  useChangeContact,
  useContact,
  useDeleteContact,
  useSetPhoto,
  type Contact,
  type ContactValue,
} from '../client';
import { ContactForm } from './ContactForm';

function Values({ values, scheme }: { values: readonly ContactValue[]; scheme: string }) {
  return (
    <Stack gap={2}>
      {values.map((one) => (
        <span key={one.value}>
          <Anchor href={`${scheme}${one.value}`} rel="noreferrer">
            {one.value}
          </Anchor>
          {one.type && (
            <Text span c="dimmed" size="sm">
              {` ${one.type}`}
            </Text>
          )}
        </span>
      ))}
    </Stack>
  );
}

function addressesOf(contact: Contact): string {
  return contact.addresses
    .map((one) =>
      [one.street, `${one.postal_code ?? ''} ${one.locality ?? ''}`.trim(), one.country]
        .filter(Boolean)
        .join(', '),
    )
    .join('\n');
}

function Shown({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const photo = useSetPhoto(contact.id);
  return (
    <Stack gap="lg">
      <Group>
        <PersonAvatar
          name={contact.name}
          seed={contact.id}
          photoUrl={contact.photo_url}
          size={72}
        />
        {contact.may_change && (
          <FileButton
            label={t('photo.set')}
            accept="image/*"
            onFiles={([file]) => file && photo.mutate(file)}
          />
        )}
        {contact.may_change && contact.photo_url && (
          <Button variant="subtle" onClick={() => photo.mutate(null)}>
            {t('photo.remove')}
          </Button>
        )}
      </Group>
      <Group gap="xs">
        {[...contact.labels, ...contact.groups.map((one) => one.name)].map((name) => (
          <Badge key={name} variant="light" tt="none">
            {name}
          </Badge>
        ))}
      </Group>
      <KeyValues
        items={[
          [t('field.emails'), <Values key="e" values={contact.emails} scheme="mailto:" />],
          [t('field.phones'), <Values key="p" values={contact.phones} scheme="tel:" />],
          [
            t('field.organization'),
            [contact.organization, contact.department].filter(Boolean).join(', '),
          ],
          [t('field.title'), contact.title],
          [t('field.addresses'), addressesOf(contact)],
          [t('field.birthday'), contact.birthday],
          [t('field.members'), contact.members.map((one) => one.name).join(', ')],
          [t('field.note'), contact.note],
        ]}
      />
    </Stack>
  );
}

function Edited({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const change = useChangeContact(contact);
  return (
    <ContactForm
      id="contact-form"
      contact={contact}
      onSave={(fields) => change.mutate(fields, { onSuccess: onDone })}
    />
  );
}

export function ContactPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const query = useContact(id);
  const drop = useDeleteContact();
  const [isEdited, setEdited] = useState(false);
  const contact = query.data;
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('delete.title', { name: contact?.name ?? '' }),
      body: t('delete.body'),
      action: t('delete'),
      isDangerous: true,
    });
    if (!isSure) return;
    await drop.mutateAsync(id);
    onClose();
  }
  const buttons = isEdited ? (
    <Group>
      <Button type="submit" form="contact-form">
        {t('save')}
      </Button>
      <Button variant="default" onClick={() => setEdited(false)}>
        {t('cancel')}
      </Button>
    </Group>
  ) : (
    <Group>
      <Button variant="default" onClick={() => setEdited(true)}>
        {t('edit')}
      </Button>
      <Button variant="subtle" color="red" onClick={() => void remove().catch(toast.problem)}>
        {t('delete')}
      </Button>
    </Group>
  );
  return (
    <RightPanel
      title={contact?.name ?? t('contact.one')}
      onClose={onClose}
      foot={contact?.may_change && buttons}
    >
      <QueryState query={query} isEmpty={!contact}>
        {contact &&
          (isEdited ? (
            <Edited contact={contact} onDone={() => setEdited(false)} />
          ) : (
            <Shown contact={contact} />
          ))}
      </QueryState>
    </RightPanel>
  );
}
