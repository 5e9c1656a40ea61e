/** Day, month and, if one knows it, year. Hands on undefined while it is no date. */
import { useState } from 'react';
import { Group, Select, TextInput } from '@mantine/core';
import { currentLanguage, useTranslation } from '@/platform/i18n';
import { birthdayText, readBirthday, type Birthday } from '../model';
import classes from './contacts.module.css';

interface Props {
  value: string;
  onChange: (value: string | undefined) => void;
}

function months(): { value: string; label: string }[] {
  const words = new Intl.DateTimeFormat(currentLanguage(), { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, at) => ({
    value: String(at + 1).padStart(2, '0'),
    label: words.format(new Date(Date.UTC(2000, at, 1))),
  }));
}

export function BirthdayField({ value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const [parts, setParts] = useState<Birthday>(() => readBirthday(value));
  const put = (more: Partial<Birthday>) => {
    const made = { ...parts, ...more };
    setParts(made);
    onChange(birthdayText(made));
  };
  const isWrong = birthdayText(parts) === undefined && parts.day !== '' && parts.month !== '';
  return (
    <div role="group" aria-label={t('field.birthday')}>
      <p className={classes.legend}>{t('field.birthday')}</p>
      <Group gap="xs" wrap="nowrap" align="start">
        <TextInput
          aria-label={t('birthday.day')}
          placeholder={t('birthday.day')}
          inputMode="numeric"
          w={72}
          maxLength={2}
          value={parts.day}
          error={isWrong}
          onChange={(event) => put({ day: event.currentTarget.value.trim() })}
        />
        <Select
          aria-label={t('birthday.month')}
          placeholder={t('birthday.month')}
          flex={1}
          clearable
          data={months()}
          value={parts.month || null}
          onChange={(month) => put({ month: month ?? '' })}
        />
        <TextInput
          aria-label={t('birthday.year')}
          placeholder={t('birthday.year')}
          inputMode="numeric"
          w={120}
          maxLength={4}
          value={parts.year}
          error={isWrong}
          onChange={(event) => put({ year: event.currentTarget.value.trim() })}
        />
      </Group>
    </div>
  );
}
