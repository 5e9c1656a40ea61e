/** The directory: everybody by name, with filters; a person opens in the panel. */
import { useState } from 'react';
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone, VirtualList } from '@/ui';
import { useDirectory } from '../client/directory';
import { NewPersonPanel } from '../features/NewPersonPanel';
import { PeopleSide } from '../features/PeopleSide';
import { PersonPanel } from '../features/PersonPanel';
import { PersonRow } from '../features/PersonRow';

function Filters() {
  const { t } = useTranslation('people');
  const [state, setState] = useQueryParam('state');
  const [role, setRole] = useQueryParam('role');
  return (
    <>
      <Select
        aria-label={t('filter.state')}
        placeholder={t('filter.anyState')}
        clearable
        w={160}
        value={state || null}
        data={['active', 'invited', 'suspended'].map((it) => ({
          value: it,
          label: t(`state.${it}`),
        }))}
        onChange={(value) => setState(value ?? undefined)}
      />
      <Select
        aria-label={t('filter.role')}
        placeholder={t('filter.anyRole')}
        clearable
        w={160}
        value={role || null}
        data={['admin', 'helpdesk', 'member'].map((it) => ({ value: it, label: t(`role.${it}`) }))}
        onChange={(value) => setRole(value ?? undefined)}
      />
    </>
  );
}

function usePanel() {
  const go = useGo();
  const id = usePathParam('id');
  const [isNew, setNew] = useQueryParam('new');
  const close = () => (id ? go(`/people${window.location.search}`) : setNew(undefined));
  const open = (person: string) => go(`/people/${person}${window.location.search}`);
  if (isNew)
    return {
      id,
      open,
      panel: <NewPersonPanel onClose={close} onMade={(it) => go(`/people/${it}`)} />,
    };
  return { id, open, panel: id && <PersonPanel key={id} id={id} onClose={close} /> };
}

export default function DirectoryPage() {
  const { t } = useTranslation('people');
  const me = useMe();
  const isPhone = usePhone();
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const [state] = useQueryParam('state');
  const [role] = useQueryParam('role');
  const [unit] = useQueryParam('unit');
  const list = useDirectory({ q, state, role, kind: '', unit_id: unit });
  const { id, open, panel } = usePanel();
  const title = t('directory.title');
  return (
    <AppLayout title={title} side={<PeopleSide />} panel={panel}>
      <Toolbar
        title={isPhone ? undefined : title}
        actions={!isPhone && me.abilities.help && <Filters />}
      >
        <TextInput
          aria-label={t('directory.find')}
          placeholder={t('directory.find')}
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
          <EmptyState
            drawing="person"
            title={t('directory.empty')}
            action={
              q && (
                <Button variant="default" onClick={() => setText('')}>
                  {t('filter.clear')}
                </Button>
              )
            }
          >
            {t('directory.emptyBody')}
          </EmptyState>
        }
      >
        <VirtualList
          items={list.items}
          label={title}
          idOf={(person) => person.id}
          rowHeight={isPhone ? 56 : 44}
          activeId={id || undefined}
          onActivate={(person) => open(person.id)}
          onEndReached={list.more}
          renderRow={(person) => <PersonRow person={person} />}
        />
      </QueryState>
    </AppLayout>
  );
}
