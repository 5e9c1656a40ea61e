/** Service accounts: programs that work with the API. One opens in the panel with its tokens. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconRobot, IconSearch } from '@tabler/icons-react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone, VirtualList, When } from '@/ui';
import { useDirectory } from '../client/directory';
import { NewServicePanel } from '../features/NewServicePanel';
import { PeopleSide } from '../features/PeopleSide';
import { PersonState } from '../features/PersonState';
import { ServicePanel } from '../features/ServicePanel';
import row from '../features/PersonRow.module.css';

export default function ServicesPage() {
  const { t } = useTranslation('people');
  const { abilities } = useMe();
  const go = useGo();
  const isPhone = usePhone();
  const id = usePathParam('id');
  const [isNew, setNew] = useQueryParam('new');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), 150);
  const list = useDirectory({ q, state: '', role: '', kind: 'service', unit_id: '' });
  const close = () => go('/people/services');
  const panel = isNew ? (
    <NewServicePanel
      onClose={() => setNew(undefined)}
      onMade={(it) => go(`/people/services/${it}`)}
    />
  ) : (
    id && <ServicePanel key={id} id={id} onClose={close} />
  );
  return (
    <AppLayout title={t('services.title')} side={<PeopleSide />} panel={panel}>
      <Toolbar
        title={isPhone ? undefined : t('services.title')}
        actions={
          abilities.administer && (
            <Button variant="default" onClick={() => setNew('1')}>
              {t('services.new')}
            </Button>
          )
        }
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
          <EmptyState drawing="key" title={t('services.empty')}>
            {t('services.body')}
          </EmptyState>
        }
      >
        <VirtualList
          items={list.items}
          label={t('services.title')}
          idOf={(account) => account.id}
          rowHeight={44}
          activeId={id || undefined}
          onActivate={(account) => go(`/people/services/${account.id}`)}
          onEndReached={list.more}
          renderRow={(account) => (
            <>
              <IconRobot size={20} stroke={1.75} aria-hidden />
              <div className={row.who}>
                <span className={row.name}>{account.name}</span>
              </div>
              {!isPhone && <span className={row.email}>{account.email}</span>}
              {!isPhone && <span className={row.cell}>{account.title}</span>}
              <span className={row.state}>
                {account.last_login && <When at={account.last_login} style="ago" />}
                {account.state !== 'active' && <PersonState state={account.state} />}
              </span>
            </>
          )}
        />
      </QueryState>
    </AppLayout>
  );
}
