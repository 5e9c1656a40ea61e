/** Several addresses, numbers or pages, a line each; an empty one waits at the end. */
import { ActionIcon, Autocomplete, Group, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { ContactValue } from '../client';
import { typeOf, typeWords } from '../model';
import classes from './contacts.module.css';

interface Props {
  label: string;
  inputType: 'email' | 'tel' | 'url';
  types: readonly string[];
  value: readonly ContactValue[];
  onChange: (value: ContactValue[]) => void;
}

const blank: ContactValue = { value: '', type: '', is_primary: false };

export function ValueLines({ label, inputType, types, value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const lines = [...value, ...(value.at(-1)?.value === '' ? [] : [blank])];
  const put = (at: number, more: Partial<ContactValue>) => {
    const made = lines.map((one, index) => (index === at ? { ...one, ...more } : one));
    onChange(made.filter((one, index) => one.value !== '' || index === at));
  };
  return (
    <div role="group" aria-label={label} className={classes.address}>
      {lines.map((one, at) => (
        // Lines have no identity but their place.
        <Group key={at} gap="xs" wrap="nowrap" align="end">
          <TextInput
            label={at === 0 ? label : undefined}
            placeholder={at === 0 ? undefined : t('value.more')}
            aria-label={`${label} ${String(at + 1)}`}
            type={inputType === 'tel' ? 'tel' : 'text'}
            inputMode={inputType}
            flex={1}
            maxLength={2000}
            value={one.value}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <Autocomplete
            aria-label={t('value.type', { label, number: at + 1 })}
            placeholder={t('value.typeHint')}
            w={120}
            maxLength={100}
            data={types.map((type) => typeWords(type, t))}
            filter={({ options }) => options}
            value={typeWords(one.type ?? '', t)}
            disabled={one.value === ''}
            onChange={(words) => put(at, { type: typeOf(words, t) })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={t('value.remove', { label, number: at + 1 })}
            style={{ visibility: one.value === '' ? 'hidden' : undefined }}
            onClick={() => onChange(lines.filter((it, index) => index !== at && it.value !== ''))}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </Group>
      ))}
    </div>
  );
}
