/** All contacts by name; one opens in the panel. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone, VirtualList } from '@/ui';
import { useContacts, type ContactRow } from '../client';
import { ContactLine } from '../features/ContactLine';
import { ContactPanel } from '../features/ContactPanel';
import { ContactsSide } from '../features/ContactsSide';
import { ExportMenu } from '../features/ExportMenu';
import { NewContactPanel } from '../features/NewContactPanel';

function letterOf(contact: ContactRow | undefined): string {
  const [first = ''] = (contact?.name ?? '').normalize('NFD');
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#';
}

function usePanel() {
  const go = useGo();
  const id = usePathParam('id');
  const [isNew, setNew] = useQueryParam('new');
  const close = () => (id ? go(`/contacts${window.location.search}`) : setNew(undefined));
  if (isNew)
    return {
      id,
      panel: <NewContactPanel onClose={close} onMade={(it) => go(`/contacts/${it}`)} />,
    };
  return { id, panel: id && <ContactPanel key={id} id={id} onClose={close} /> };
}

export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const isPhone = usePhone();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const [label = ''] = useQueryParam('label');
  const [group = ''] = useQueryParam('group');
  const list = useContacts({ q, label, group });
  const { id, panel } = usePanel();
  const title = label || t('app');
  return (
    <AppLayout title={title} side={<ContactsSide />} panel={panel}>
      <Toolbar title={isPhone ? undefined : title} actions={<ExportMenu label={label} />}>
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          flex={1}
          maw={360}
          ml={isPhone ? 0 : 'md'}
        />
      </Toolbar>
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={
          <EmptyState drawing="person" title={t('empty')}>
            {t('emptyBody')}
          </EmptyState>
        }
      >
        <VirtualList
          items={list.items}
          label={title}
          idOf={(contact) => contact.id}
          rowHeight={isPhone ? 56 : 44}
          activeId={id || undefined}
          onActivate={(contact) => go(`/contacts/${contact.id}${window.location.search}`)}
          onEndReached={list.more}
          renderRow={(contact, at) => {
            const letter = letterOf(contact);
            const isFirst = at === 0 || letterOf(list.items[at - 1]) !== letter;
            return <ContactLine contact={contact} letter={isFirst ? letter : ''} />;
          }}
        />
      </QueryState>
    </AppLayout>
  );
}
