/** The fields of a contact, to be written. Only what was changed is handed on. */
import { useState } from 'react';
import { Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import {
  IconBuilding,
  IconCake,
  IconMail,
  IconMapPin,
  IconNotes,
  IconPhone,
  IconTag,
  IconUser,
  IconWorld,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { useLabels, type Contact, type ContactFields, type ContactValue } from '../client';
import { emailTypes, phoneTypes } from '../model';
import { AddressLines } from './AddressLines';
import { BirthdayField } from './BirthdayField';
import { ValueLines } from './ValueLines';
import classes from './contacts.module.css';

type TextField =
  | 'prefix'
  | 'given_name'
  | 'middle_name'
  | 'family_name'
  | 'suffix'
  | 'nickname'
  | 'organization'
  | 'department'
  | 'title';

interface Props {
  id: string;
  contact?: Contact;
  onSave: (fields: ContactFields) => void;
}

function Part({ icon: Icon, children }: { icon: Icon; children: React.ReactNode }) {
  return (
    <div className={classes.part}>
      <Icon size={18} stroke={1.75} aria-hidden />
      <div className={classes.fields}>{children}</div>
    </div>
  );
}

const rare: TextField[] = ['prefix', 'middle_name', 'suffix', 'nickname', 'department'];

export function ContactForm({ id, contact, onSave }: Props) {
  const { t } = useTranslation('contacts');
  const known = useLabels().data ?? [];
  const [fields, setFields] = useState<ContactFields>({});
  const [isBirthdayWrong, setBirthdayWrong] = useState(false);
  const [isMore, setMore] = useState(() => rare.some((name) => contact?.[name]));
  const set = (more: ContactFields) => setFields((before) => ({ ...before, ...more }));
  const valueOf = (name: TextField | 'note' | 'birthday') => fields[name] ?? contact?.[name] ?? '';
  const values = (name: 'emails' | 'phones' | 'urls'): ContactValue[] =>
    fields[name] ?? contact?.[name] ?? [];
  const text = (name: TextField, isFirst = false) => (
    <TextInput
      key={name}
      label={t(`field.${name}`)}
      maxLength={500}
      autoFocus={isFirst}
      value={valueOf(name)}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      id={id}
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isBirthdayWrong) toast.show(t('birthday.wrong'), { tone: 'danger' });
        else onSave(fields);
      }}
    >
      <Part icon={IconUser}>
        <div className={classes.pair}>
          {text('given_name', true)}
          {text('family_name')}
          {isMore && rare.slice(0, 4).map((name) => text(name))}
        </div>
      </Part>
      <Part icon={IconBuilding}>
        <div className={classes.pair}>
          {text('organization')}
          {text('title')}
          {isMore && text('department')}
        </div>
        {!isMore && (
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => setMore(true)}>
              {t('field.more')}
            </Button>
          </div>
        )}
      </Part>
      <Part icon={IconMail}>
        <ValueLines
          label={t('field.emails')}
          inputType="email"
          types={emailTypes}
          value={values('emails')}
          onChange={(emails) => set({ emails })}
        />
      </Part>
      <Part icon={IconPhone}>
        <ValueLines
          label={t('field.phones')}
          inputType="tel"
          types={phoneTypes}
          value={values('phones')}
          onChange={(phones) => set({ phones })}
        />
      </Part>
      <Part icon={IconTag}>
        <TagsInput
          label={t('labels')}
          placeholder={t('labels.hint')}
          data={known.filter((it) => it.kind === 'label').map((it) => it.name)}
          maxLength={100}
          acceptValueOnBlur
          value={fields.labels ?? contact?.labels ?? []}
          onChange={(labels) => set({ labels })}
        />
      </Part>
      <Part icon={IconCake}>
        <BirthdayField
          value={valueOf('birthday')}
          onChange={(birthday) => {
            setBirthdayWrong(birthday === undefined);
            if (birthday !== undefined) set({ birthday });
          }}
        />
      </Part>
      <Part icon={IconMapPin}>
        <AddressLines
          value={fields.addresses ?? contact?.addresses ?? []}
          onChange={(addresses) => set({ addresses })}
        />
      </Part>
      <Part icon={IconWorld}>
        <ValueLines
          label={t('field.urls')}
          inputType="url"
          types={emailTypes}
          value={values('urls')}
          onChange={(urls) => set({ urls })}
        />
      </Part>
      <Part icon={IconNotes}>
        <Textarea
          label={t('field.note')}
          autosize
          minRows={3}
          maxLength={50_000}
          value={valueOf('note')}
          onChange={(event) => set({ note: event.currentTarget.value })}
        />
      </Part>
    </form>
  );
}
