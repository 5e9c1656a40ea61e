/** All contacts by name, those of a label or a group, or those found by a few letters. */
import { useState } from 'react';
import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useGo, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import {
  AppLayout,
  EmptyState,
  QueryState,
  Toolbar,
  usePhone,
  useSelection,
  VirtualList,
} from '@/ui';
import { useContacts, type ContactRow } from '../client';
import { ChosenBar } from '../features/ChosenBar';
import { ContactLine } from '../features/ContactLine';
import { ContactsMenu } from '../features/ContactsMenu';
import { ContactsSide } from '../features/ContactsSide';
import { ImportDialog } from '../features/ImportDialog';
import { useDelete } from '../features/useDelete';

function letterOf(contact: ContactRow | undefined): string {
  const [first = ''] = (contact?.name ?? '').normalize('NFD');
  return /\p{L}/u.test(first) ? first.toUpperCase() : '#';
}

/** Where the list goes on when one comes back to it. */
let lastOpened = '';

/** Names the part that begins with this contact. */
const headingOf = (contact: ContactRow, before: ContactRow | undefined): string | null => {
  const letter = letterOf(contact);
  return before && letterOf(before) === letter ? null : letter;
};

function Nothing({ isFound, onImport }: { isFound: boolean; onImport: () => void }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  if (isFound) {
    return (
      <EmptyState drawing="person" title={t('found.none')}>
        {t('found.noneBody')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      drawing="person"
      title={t('empty')}
      action={
        <Group gap="xs">
          <Button variant="default" onClick={() => go('/contacts/new')}>
            {t('contact.new')}
          </Button>
          <Button variant="default" onClick={onImport}>
            {t('import')}
          </Button>
        </Group>
      }
    >
      {t('emptyBody')}
    </EmptyState>
  );
}

export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const isPhone = usePhone();
  const [q, setQ] = useQueryParam('q');
  const [text, setText] = useState(q);
  const [words] = useDebouncedValue(text.trim(), 150);
  const [label] = useQueryParam('label');
  const narrow = { q: words, label, group: '' };
  const list = useContacts(narrow);
  const selection = useSelection();
  const remove = useDelete();
  const [active, setActive] = useState(lastOpened);
  const [isImport, setImport] = useState(false);
  const title = label || t('all');
  const chosen = list.items.filter((one) => selection.has(one.id));
  const open = (contact: ContactRow) => {
    lastOpened = contact.id;
    go(`/contacts/${contact.id}${window.location.search}`);
  };
  const create = () => go('/contacts/new');
  useShortcuts([
    { keys: 'c', label: t('contact.new'), group: t('app'), run: create },
    { keys: 'Escape', label: t('chosen.clear'), group: t('app'), run: selection.clear },
  ]);
  return (
    <AppLayout title={title} side={<ContactsSide />}>
      {chosen.length > 0 ? (
        <ChosenBar chosen={chosen} selection={selection} />
      ) : (
        <Toolbar
          title={isPhone ? undefined : title}
          actions={
            <>
              {isPhone && (
                <ActionIcon size={36} aria-label={t('contact.new')} onClick={create}>
                  <IconUserPlus size={18} stroke={2} />
                </ActionIcon>
              )}
              <ContactsMenu narrow={narrow} onImport={() => setImport(true)} />
            </>
          }
        >
          <TextInput
            aria-label={t('find')}
            placeholder={label ? t('find.in', { label }) : t('find')}
            leftSection={<IconSearch size={18} stroke={1.75} />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onBlur={() => setQ(text.trim() || undefined)}
            flex={1}
            maw={360}
            ml={isPhone ? 0 : 'md'}
          />
        </Toolbar>
      )}
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<Nothing isFound={words !== ''} onImport={() => setImport(true)} />}
      >
        <VirtualList
          items={list.items}
          label={title}
          idOf={(contact) => contact.id}
          rowHeight={isPhone ? 60 : 52}
          selection={selection}
          activeId={active || undefined}
          onActivate={(contact) => setActive(contact.id)}
          onOpen={open}
          onEndReached={list.more}
          headingOf={words ? undefined : headingOf}
          onRowKey={(event, contact) => {
            if (event.key !== 'Delete' && event.key !== '#') return false;
            void remove(chosen.length > 0 ? chosen : [contact]).then(selection.clear);
            return true;
          }}
          rowProps={(contact) => ({
            onClick: (event: React.MouseEvent) => {
              if (event.shiftKey)
                selection.extendTo(
                  contact.id,
                  list.items.map((it) => it.id),
                );
              else if (event.ctrlKey || event.metaKey) selection.toggle(contact.id);
              else open(contact);
            },
          })}
          renderRow={(contact) => (
            <ContactLine
              contact={contact}
              isChosen={selection.has(contact.id)}
              onChoose={() => selection.toggle(contact.id)}
            />
          )}
        />
      </QueryState>
      {isImport && <ImportDialog onClose={() => setImport(false)} />}
    </AppLayout>
  );
}
