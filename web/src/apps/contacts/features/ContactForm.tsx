/** The fields of a contact, to be written. Only what was changed is handed on. */
import { useState } from 'react';
import { Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useLabels, type Contact, type ContactFields, type ContactValue } from '../client';
import { ValueLines } from './ValueLines';

const texts = ['given_name', 'family_name', 'organization', 'title', 'birthday'] as const;
type TextField = (typeof texts)[number];

interface Props {
  id: string;
  contact?: Contact;
  onSave: (fields: ContactFields) => void;
}

export function ContactForm({ id, contact, onSave }: Props) {
  const { t } = useTranslation('contacts');
  const known = useLabels().data ?? [];
  const [fields, setFields] = useState<ContactFields>({});
  const set = (more: ContactFields) => setFields((before) => ({ ...before, ...more }));
  const text = (name: TextField | 'note') => fields[name] ?? contact?.[name] ?? '';
  const values = (name: 'emails' | 'phones'): ContactValue[] =>
    fields[name] ?? contact?.[name] ?? [];
  return (
    <form
      id={id}
      onSubmit={(event) => {
        event.preventDefault();
        onSave(fields);
      }}
    >
      <Stack>
        {texts.map((name, at) => (
          <TextInput
            key={name}
            label={t(`field.${name}`)}
            description={name === 'birthday' ? t('birthday.form') : undefined}
            value={text(name)}
            data-autofocus={at === 0 || undefined}
            onChange={(event) => set({ [name]: event.currentTarget.value })}
          />
        ))}
        <ValueLines
          label={t('field.emails')}
          inputType="email"
          value={values('emails')}
          onChange={(emails) => set({ emails })}
        />
        <ValueLines
          label={t('field.phones')}
          inputType="tel"
          value={values('phones')}
          onChange={(phones) => set({ phones })}
        />
        <TagsInput
          label={t('labels')}
          data={known.filter((it) => it.kind === 'label').map((it) => it.name)}
          value={fields.labels ?? contact?.labels ?? []}
          onChange={(labels) => set({ labels })}
        />
        <Textarea
          label={t('field.note')}
          autosize
          minRows={2}
          value={text('note')}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      </Stack>
    </form>
  );
}
