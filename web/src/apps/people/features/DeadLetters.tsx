/** Work that gave up: why, and another try. One opens in place with the whole error. */
import { useState } from 'react';
import { Button, Code, Group, Stack } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import {
  confirm,
  EmptyState,
  KeyValues,
  ListRow,
  PageSection,
  QueryState,
  RowList,
  toast,
  When,
} from '@/ui';
import { useDeadLetterActions, useDeadLetters, type DeadLetter } from '../client/administration';

function useActions() {
  const { t } = useTranslation('people');
  const { replay, replayAll, discard } = useDeadLetterActions();
  const tell = (count: number) => toast.show(t('work.replayed', { count }), { tone: 'success' });
  return {
    replay: (letter: DeadLetter) => void replay([letter.id]).then(tell).catch(toast.problem),
    replayAll: () => void replayAll().then(tell).catch(toast.problem),
    async discard(letter: DeadLetter): Promise<void> {
      const isSure = await confirm({
        title: t('work.discardTitle'),
        body: t('work.discardBody', { name: letter.name }),
        action: t('work.discard'),
        isDangerous: true,
      });
      if (isSure) await discard([letter.id]).catch(toast.problem);
    },
  };
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { t } = useTranslation('people');
  const [isOpen, setOpen] = useState(false);
  const actions = useActions();
  return (
    <ListRow
      title={letter.name}
      description={
        <Stack gap={6}>
          <span>{letter.reason}</span>
          <span>
            <When at={letter.failed_at} style="ago" /> ·{' '}
            {t('work.attempts', { count: letter.attempts })}
          </span>
          {isOpen && (
            <>
              <KeyValues items={Object.entries(letter.about)} />
              <Code block style={{ fontSize: 11, whiteSpace: 'pre-wrap', wordBreak: 'break-word' }}>
                {letter.trace}
              </Code>
            </>
          )}
          <Group gap="xs" ml={-8}>
            <Button size="compact-sm" variant="subtle" onClick={() => actions.replay(letter)}>
              {t('work.replay')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
            >
              {t(isOpen ? 'work.less' : 'work.more')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => void actions.discard(letter)}
            >
              {t('work.discard')}
            </Button>
          </Group>
        </Stack>
      }
    />
  );
}

export function DeadLetters() {
  const { t } = useTranslation('people');
  const list = useDeadLetters('');
  const { replayAll } = useActions();
  return (
    <PageSection
      title={t('work.dead')}
      description={t('work.deadBody')}
      actions={
        list.items.length > 0 && (
          <Button variant="default" onClick={replayAll}>
            {t('work.replayAll')}
          </Button>
        )
      }
    >
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState title={t('work.deadNone')}>{t('work.deadNoneBody')}</EmptyState>}
      >
        <RowList label={t('work.dead')}>
          {list.items.map((letter) => (
            <Letter key={letter.id} letter={letter} />
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
