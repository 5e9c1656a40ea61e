/** A group's name and members, to be written. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Contact, ContactFields } from '../client';
import { MembersField, type Member } from './MembersField';
import classes from './contacts.module.css';

interface Props {
  id: string;
  contact?: Contact;
  onSave: (fields: ContactFields) => void;
}

export function GroupForm({ id, contact, onSave }: Props) {
  const { t } = useTranslation('contacts');
  const [name, setName] = useState(contact?.name ?? '');
  const [members, setMembers] = useState<readonly Member[]>(contact?.members ?? []);
  return (
    <form
      id={id}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ name: name.trim(), members: members.map((one) => one.id) });
      }}
    >
      <TextInput
        label={t('group.name')}
        required
        autoFocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MembersField value={members} onChange={setMembers} />
    </form>
  );
}
