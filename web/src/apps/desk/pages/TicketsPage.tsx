/** A list of tickets: one of the views or one queue, narrowed by words. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useGo, usePathname, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone, VirtualList } from '@/ui';
import { useQueues, useTickets, type Narrow } from '../client';
import { DeskSide, QueueSettingsLink } from '../features/DeskSide';
import { NewTicket } from '../features/NewTicket';
import { TicketLine } from '../features/TicketLine';

type View = 'all' | 'mine' | 'unassigned' | 'solved' | 'queue';

const narrowing: Record<View, Narrow> = {
  all: { status: 'unsolved' },
  mine: { status: 'unsolved', assignee: 'me' },
  unassigned: { status: 'unsolved', assignee: 'nobody' },
  solved: { status: 'solved' },
  queue: { status: 'unsolved' },
};

function useView(): View {
  const last = usePathname().split('/')[2];
  return last === 'mine' || last === 'unassigned' || last === 'solved' || last === 'queue'
    ? last
    : 'all';
}

export default function TicketsPage() {
  const { t } = useTranslation('desk');
  const go = useGo();
  const isPhone = usePhone();
  const view = useView();
  const queueId = usePathParam('queue');
  const [isNew, setNew] = useQueryParam('new');
  const [words, setWords] = useState('');
  const [wanted] = useDebouncedValue(words.trim(), 200);
  const [activeId, setActive] = useState<string>();
  const queues = useQueues();
  const narrow: Narrow = {
    ...narrowing[view],
    ...(queueId ? { queue: queueId } : {}),
    ...(wanted ? { q: wanted } : {}),
  };
  const tickets = useTickets(narrow);
  const queue = queues.data?.find((one) => one.id === queueId);
  const title = view === 'queue' ? (queue?.name ?? t('app')) : t(`view.${view}`);

  return (
    <AppLayout title={t('app')} side={<DeskSide />}>
      <Toolbar title={title} actions={queueId ? <QueueSettingsLink queueId={queueId} /> : null}>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          ml={isPhone ? 0 : 'md'}
          maw={280}
        />
      </Toolbar>
      <QueryState
        query={tickets}
        isEmpty={tickets.items.length === 0}
        empty={<Nothing hasQueues={(queues.data ?? []).length > 0} isSearch={wanted !== ''} />}
      >
        <VirtualList
          items={tickets.items}
          label={title}
          idOf={(ticket) => ticket.id}
          rowHeight={isPhone ? 60 : 40}
          activeId={activeId}
          onActivate={(ticket) => {
            setActive(ticket.id);
          }}
          onOpen={(ticket) => go(`/desk/tickets/${ticket.id}`)}
          rowProps={(ticket) => ({ onClick: () => go(`/desk/tickets/${ticket.id}`) })}
          onEndReached={tickets.more}
          renderRow={(ticket) => <TicketLine ticket={ticket} />}
        />
      </QueryState>
      {isNew === 'ticket' && <NewTicket queueId={queueId} onClose={() => setNew(undefined)} />}
    </AppLayout>
  );
}

function Nothing({ hasQueues, isSearch }: { hasQueues: boolean; isSearch: boolean }) {
  const { t } = useTranslation('desk');
  const go = useGo();
  if (isSearch) return <EmptyState drawing="ticket" title={t('empty.search')} />;
  if (!hasQueues) {
    return (
      <EmptyState drawing="ticket" title={t('empty.queues')}>
        {t('empty.queues.body')}
      </EmptyState>
    );
  }
  const create = (
    <Button
      variant="default"
      leftSection={<IconPlus size={18} stroke={1.75} />}
      onClick={() => go('/desk?new=ticket')}
    >
      {t('ticket.create')}
    </Button>
  );
  return (
    <EmptyState drawing="ticket" title={t('empty.tickets')} action={create}>
      {t('empty.tickets.body')}
    </EmptyState>
  );
}
