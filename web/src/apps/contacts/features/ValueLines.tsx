/** Several addresses or numbers, a line each; an empty one waits at the end. */
import { Group, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { ContactValue } from '../client';

interface Props {
  label: string;
  inputType: 'email' | 'tel';
  value: readonly ContactValue[];
  onChange: (value: ContactValue[]) => void;
}

const blank: ContactValue = { value: '', type: '', is_primary: false };

export function ValueLines({ label, inputType, value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const lines = [...value, ...(value.at(-1)?.value === '' ? [] : [blank])];
  const put = (at: number, more: Partial<ContactValue>) => {
    const made = lines.map((one, index) => (index === at ? { ...one, ...more } : one));
    onChange(made.filter((one, index) => one.value !== '' || index === at));
  };
  return (
    <Stack gap="xs" role="group" aria-label={label}>
      {lines.map((one, at) => (
        // Lines have no identity but their place.
        <Group key={at} gap="xs" wrap="nowrap" align="end">
          <TextInput
            label={at === 0 ? label : undefined}
            aria-label={`${label} ${String(at + 1)}`}
            type={inputType}
            flex={1}
            value={one.value}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <TextInput
            aria-label={t('value.type', { label, number: at + 1 })}
            placeholder={t('value.typeHint')}
            w={110}
            value={one.type ?? ''}
            disabled={one.value === ''}
            onChange={(event) => put(at, { type: event.currentTarget.value })}
          />
        </Group>
      ))}
    </Stack>
  );
}
