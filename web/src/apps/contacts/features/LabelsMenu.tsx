/** Puts labels on contacts and takes them off; a new one is named on the spot. */
import { useState, type ReactNode } from 'react';
import { Menu, TextInput } from '@mantine/core';
import { IconCheck, IconPlus, IconTag } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useApplyLabels, useLabels } from '../client';

interface Labelled {
  id: string;
  labels: readonly string[];
}

interface Props {
  contacts: readonly Labelled[];
  /** The button that opens it. */
  children: ReactNode;
}

export function LabelsMenu({ contacts, children }: Props) {
  const { t } = useTranslation('contacts');
  const apply = useApplyLabels();
  const names = (useLabels().data ?? []).filter((it) => it.kind === 'label').map((it) => it.name);
  const [text, setText] = useState('');
  const wanted = text.trim();
  const shown = names.filter((name) => name.toLowerCase().includes(wanted.toLowerCase()));
  const hasAll = (name: string) => contacts.every((one) => one.labels.includes(name));
  const ids = contacts.map((one) => one.id);
  const put = (name: string) => {
    const change = hasAll(name) ? { remove: [name] } : { add: [name] };
    apply.mutate({ ids, ...change });
    setText('');
  };
  return (
    <Menu position="bottom-end" width={240} closeOnItemClick={false} onClose={() => setText('')}>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        <TextInput
          m={4}
          aria-label={t('label.find')}
          placeholder={t('label.find')}
          maxLength={100}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !wanted) return;
            event.preventDefault();
            put(names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted);
          }}
        />
        {shown.map((name) => (
          <Menu.Item
            key={name}
            role="menuitemcheckbox"
            aria-checked={hasAll(name)}
            leftSection={<IconTag size={18} stroke={1.75} />}
            rightSection={hasAll(name) ? <IconCheck size={16} /> : null}
            onClick={() => put(name)}
          >
            {name}
          </Menu.Item>
        ))}
        {wanted && !names.includes(wanted) && (
          <Menu.Item leftSection={<IconPlus size={18} stroke={1.75} />} onClick={() => put(wanted)}>
            {t('label.make', { name: wanted })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
