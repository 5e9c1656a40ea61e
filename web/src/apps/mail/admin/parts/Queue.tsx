/** Mail that waits for the outside: tried again now, given up, or taken out. */
import { useState } from 'react';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { api, call, usePaged } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { confirm, EmptyState, ListRow, PageSection, QueryState, RowList, When } from '@/ui';
import { bounceQueued, cancelQueued, retryQueued, type Waiting } from '../client';
import { KEY, work } from '../work';

export default function Queue() {
  const { t } = useTranslation('mail-admin');
  const [text, setText] = useState('');
  const [domain] = useDebouncedValue(text.trim(), 300);
  const list = usePaged<Waiting>([KEY, 'queue', domain], (cursor, signal) =>
    call(
      api.GET('/api/v1/mail/admin/queue', {
        params: { query: { domain, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
  return (
    <PageSection
      title={t('queue')}
      description={t('queue.body')}
      actions={
        <TextInput
          aria-label={t('queue.domain')}
          placeholder={t('queue.domain')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      }
    >
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState drawing="inbox" title={t('queue.none')} />}
      >
        <RowList label={t('queue')}>
          {list.items.map((message) => (
            <Line key={message.id} message={message} />
          ))}
        </RowList>
        {list.hasMore && (
          <Button variant="subtle" onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </QueryState>
    </PageSection>
  );
}

function Line({ message }: { message: Waiting }) {
  const { t } = useTranslation('mail-admin');
  const { id, author, recipients, created_at, next_try_at } = message;
  async function giveUp(): Promise<void> {
    const title = t('queue.bounce.title');
    const isSure = await confirm({
      title,
      body: t('queue.bounce.body'),
      action: t('queue.bounce'),
      isDangerous: true,
    });
    if (isSure) await work(() => bounceQueued(id), t('queue.bounced'));
  }
  async function takeOut(): Promise<void> {
    const isSure = await confirm({
      title: t('queue.cancel.title'),
      body: t('queue.cancel.body'),
      action: t('queue.cancel'),
      isDangerous: true,
    });
    if (isSure) await work(() => cancelQueued(id));
  }
  return (
    <ListRow
      title={`${author} → ${recipients.map((it) => it.email).join(', ')}`}
      description={
        <>
          <When at={created_at} style="ago" />
          {next_try_at && (
            <>
              {' · '}
              {t('queue.next')} <When at={next_try_at} style="ago" />
            </>
          )}
          {recipients.map((it) => (
            <Text key={it.email} size="sm">
              {it.email}: {t('queue.attempts', { count: it.attempts })} {it.reply}
            </Text>
          ))}
        </>
      }
      actions={
        <Group gap={4}>
          <Button
            variant="default"
            onClick={() => void work(() => retryQueued(id), t('queue.tried'))}
          >
            {t('queue.retry')}
          </Button>
          <Button variant="subtle" color="gray" onClick={() => void giveUp()}>
            {t('queue.bounce')}
          </Button>
          <Button variant="subtle" color="red" onClick={() => void takeOut()}>
            {t('queue.cancel')}
          </Button>
        </Group>
      }
    />
  );
}
