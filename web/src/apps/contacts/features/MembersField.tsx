/** Who is in a group, found among the contacts by name or address. */
import { useState } from 'react';
import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { findContacts } from '../client';

export interface Member {
  id: string;
  name: string;
  email: string;
}

interface Props {
  value: readonly Member[];
  onChange: (value: Member[]) => void;
}

const nobody: Member[] = [];

export function MembersField({ value, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 150);
  const { data: found = nobody } = useQuery<Member[]>({
    queryKey: ['contacts', 'find', wanted],
    queryFn: ({ signal }) => findContacts(wanted, signal),
    placeholderData: keepPreviousData,
  });
  const all = new Map([...value, ...found].map((one) => [one.id, one]));
  const words = ({ name, email }: Member) =>
    email && email !== name ? `${name} · ${email}` : name;
  return (
    <MultiSelect
      label={t('field.members')}
      placeholder={t('members.hint')}
      searchable
      data={[...all.values()].map((one) => ({ value: one.id, label: words(one) }))}
      // The server has searched; it knows more than the words that are shown.
      filter={({ options }) =>
        options.filter((it) => 'value' in it && found.some((one) => one.id === it.value))
      }
      nothingFoundMessage={t('nobody')}
      searchValue={text}
      onSearchChange={setText}
      value={value.map((one) => one.id)}
      onChange={(ids) => {
        onChange(ids.flatMap((id) => all.get(id) ?? []));
        setText('');
      }}
    />
  );
}
