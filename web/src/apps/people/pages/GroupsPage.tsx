/** Groups: list at the left of the panel, members in the panel. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone, VirtualList } from '@/ui';
import { useGroups } from '../client/directory';
import { GroupPanel } from '../features/GroupPanel';
import { NewGroupPanel } from '../features/NewGroupPanel';
import { PeopleSide } from '../features/PeopleSide';
import row from '../features/PersonRow.module.css';

export default function GroupsPage() {
  const { t } = useTranslation('people');
  const { abilities } = useMe();
  const go = useGo();
  const isPhone = usePhone();
  const id = usePathParam('id');
  const [isNew, setNew] = useQueryParam('new');
  const [q, setQ] = useState('');
  const list = useGroups(q);
  const panel = isNew ? (
    <NewGroupPanel onClose={() => setNew(undefined)} onMade={(it) => go(`/people/groups/${it}`)} />
  ) : (
    id && <GroupPanel key={id} id={id} onClose={() => go('/people/groups')} />
  );
  return (
    <AppLayout title={t('groups.title')} side={<PeopleSide />} panel={panel}>
      <Toolbar
        title={t('groups.title')}
        actions={
          abilities.administer && (
            <Button variant="default" onClick={() => setNew('1')}>
              {t('groups.new')}
            </Button>
          )
        }
      >
        {!isPhone && (
          <TextInput
            aria-label={t('groups.find')}
            placeholder={t('groups.find')}
            leftSection={<IconSearch size={18} stroke={1.75} />}
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            flex={1}
            maw={320}
            ml="md"
          />
        )}
      </Toolbar>
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={
          <EmptyState drawing="person" title={t('groups.empty')}>
            {t('groups.emptyBody')}
          </EmptyState>
        }
      >
        <VirtualList
          items={list.items}
          label={t('groups.title')}
          idOf={(group) => group.id}
          rowHeight={44}
          activeId={id || undefined}
          onActivate={(group) => go(`/people/groups/${group.id}`)}
          onEndReached={list.more}
          renderRow={(group) => (
            <>
              <IconUsersGroup size={20} stroke={1.75} aria-hidden />
              <div className={row.who}>
                <span className={row.name}>{group.name}</span>
              </div>
              {!isPhone && <span className={row.email}>{group.email}</span>}
              <span className={row.state}>{t('groups.count', { count: group.member_count })}</span>
            </>
          )}
        />
      </QueryState>
    </AppLayout>
  );
}
