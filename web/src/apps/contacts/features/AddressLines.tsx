/** Postal addresses; each can be taken away, and another added. */
import { ActionIcon, Autocomplete, Button, Group, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { ContactAddress } from '../client';
import { emailTypes, typeOf, typeWords } from '../model';
import classes from './contacts.module.css';

interface Props {
  value: readonly ContactAddress[];
  onChange: (value: ContactAddress[]) => void;
}

export function AddressLines({ value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const put = (at: number, more: Partial<ContactAddress>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...more } : one)));
  const text = (at: number, name: 'street' | 'postal_code' | 'locality' | 'region' | 'country') => (
    <TextInput
      aria-label={t('address.part', { part: t(`address.${name}`), number: at + 1 })}
      placeholder={t(`address.${name}`)}
      maxLength={500}
      value={value[at]?.[name] ?? ''}
      onChange={(event) => put(at, { [name]: event.currentTarget.value })}
    />
  );
  return (
    <div role="group" aria-label={t('field.addresses')} className={classes.fields}>
      <p className={classes.legend}>{t('field.addresses')}</p>
      {value.map((one, at) => (
        // Addresses have no identity but their place.
        <div key={at} className={classes.address}>
          <Group gap="xs" wrap="nowrap">
            <Autocomplete
              aria-label={t('value.type', { label: t('field.addresses'), number: at + 1 })}
              placeholder={t('value.typeHint')}
              flex={1}
              maxLength={100}
              data={emailTypes.map((type) => typeWords(type, t))}
              filter={({ options }) => options}
              value={typeWords(one.type ?? '', t)}
              onChange={(words) => put(at, { type: typeOf(words, t) })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={t('value.remove', { label: t('field.addresses'), number: at + 1 })}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </Group>
          {text(at, 'street')}
          <div className={classes.pair}>
            {text(at, 'postal_code')}
            {text(at, 'locality')}
            {text(at, 'region')}
            {text(at, 'country')}
          </div>
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} stroke={1.75} />}
          onClick={() =>
            onChange([...value, { type: 'work', is_primary: false } as ContactAddress])
          }
        >
          {t('address.add')}
        </Button>
      </div>
    </div>
  );
}
