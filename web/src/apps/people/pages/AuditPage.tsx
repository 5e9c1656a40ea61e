/** The record: who did what, when, from where. One line opens with its changes. */
import { useState } from 'react';
import { Anchor, Button, Code, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconSearch } from '@tabler/icons-react';
import { send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  KeyValues,
  QueryState,
  RightPanel,
  toast,
  Toolbar,
  usePhone,
  VirtualList,
  When,
} from '@/ui';
import { useAudit } from '../client/provisioning';
import type { Entry } from '../client/types';
import { PeopleSide } from '../features/PeopleSide';
import row from '../features/PersonRow.module.css';

const text = (value: unknown): string =>
  value === null || value === undefined
    ? '–'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

function changeText(change: unknown): string {
  return Array.isArray(change) ? `${text(change[0])} → ${text(change[1])}` : text(change);
}

function EntryPanel({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { t } = useTranslation('people');
  return (
    <RightPanel title={entry.name} onClose={onClose}>
      <Stack gap="lg">
        <KeyValues
          items={[
            [t('audit.actor'), entry.actor_name || entry.actor_id || t('audit.system')],
            [
              t('audit.subject'),
              `${entry.subject_kind} · ${entry.subject_name || entry.subject_id}`,
            ],
            [t('audit.when'), <When key="at" at={entry.occurred_at} style="exact" />],
            [t('audit.from'), [entry.channel, entry.address].filter(Boolean).join(' · ')],
            ...Object.entries(entry.changes).map(
              ([name, change]) => [name, changeText(change)] as const,
            ),
          ]}
        />
        <Code block style={{ fontSize: 11, wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
          {`#${entry.number}\n${entry.hash}`}
        </Code>
      </Stack>
    </RightPanel>
  );
}

interface Verdict {
  intact: boolean;
  entries: number;
  broken_at: number | null;
}

function useVerify() {
  const { t } = useTranslation('people');
  return async () => {
    try {
      const verdict = (await (await send('/api/v1/audit/verification')).json()) as Verdict;
      if (verdict.intact) {
        toast.show(t('audit.intact', { count: verdict.entries }), { tone: 'success' });
      } else {
        toast.show(t('audit.broken', { number: verdict.broken_at }), { tone: 'danger' });
      }
    } catch (error) {
      toast.problem(error);
    }
  };
}

export default function AuditPage() {
  const { t } = useTranslation('people');
  const isPhone = usePhone();
  const [wish, setWish] = useState('');
  const [name] = useDebouncedValue(wish.trim(), 200);
  const [open, setOpen] = useState<Entry | null>(null);
  const list = useAudit({ name, actor_id: '', subject_id: '' });
  const verify = useVerify();
  return (
    <AppLayout
      title={t('audit.title')}
      side={<PeopleSide />}
      panel={open && <EntryPanel entry={open} onClose={() => setOpen(null)} />}
    >
      <Toolbar
        title={t('audit.title')}
        actions={
          !isPhone && (
            <>
              <Button variant="default" onClick={() => void verify()}>
                {t('audit.verify')}
              </Button>
              <Anchor href="/api/v1/audit/export?format=csv" download underline="never">
                <Button
                  variant="default"
                  component="span"
                  leftSection={<IconDownload size={18} stroke={1.75} />}
                >
                  {t('audit.export')}
                </Button>
              </Anchor>
            </>
          )
        }
      >
        <TextInput
          aria-label={t('audit.find')}
          placeholder={t('audit.find')}
          leftSection={<IconSearch size={18} stroke={1.75} />}
          value={wish}
          onChange={(event) => setWish(event.currentTarget.value)}
          flex={1}
          maw={320}
          ml="md"
        />
      </Toolbar>
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState title={t('audit.empty')}>{t('audit.emptyBody')}</EmptyState>}
      >
        <VirtualList
          items={list.items}
          label={t('audit.title')}
          idOf={(entry) => String(entry.number)}
          activeId={open ? String(open.number) : undefined}
          onActivate={setOpen}
          onEndReached={list.more}
          renderRow={(entry) => (
            <>
              <div className={row.who}>
                <span className={row.name}>{entry.actor_name || t('audit.system')}</span>
              </div>
              <span className={row.email}>{entry.name}</span>
              {!isPhone && (
                <span className={row.email}>{entry.subject_name || entry.subject_id}</span>
              )}
              <span className={row.state}>
                <When at={entry.occurred_at} />
              </span>
            </>
          )}
        />
      </QueryState>
    </AppLayout>
  );
}
