/** Messages that wait for a decision: looked at as text, let through or thrown away. */
import { useState } from 'react';
import { Button, Group, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, call, usePaged } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import {
  confirm,
  EmptyState,
  KeyValues,
  ListRow,
  PageSection,
  QueryState,
  RowList,
  When,
} from '@/ui';
import { deleteHeld, heldQuery, releaseHeld, type Held } from '../client';
import { KEY, work } from '../work';
import classes from '../admin.module.css';

export default function Quarantine() {
  const { t } = useTranslation('mail-admin');
  const [open, setOpen] = useState<Held | null>(null);
  const list = usePaged<Held>([KEY, 'quarantine'], (cursor, signal) =>
    call(
      api.GET('/api/v1/mail/admin/quarantine', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );
  return (
    <PageSection title={t('quarantine')} description={t('quarantine.body')}>
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState drawing="inbox" title={t('quarantine.none')} />}
      >
        <RowList label={t('quarantine')}>
          {list.items.map((it) => (
            <ListRow
              key={it.id}
              title={it.subject || t('noSubject')}
              description={
                <>
                  {it.author || it.sender} → {it.recipients.join(', ')} · {it.reason} ·{' '}
                  <When at={it.held_at} />
                </>
              }
              actions={
                <Button variant="default" onClick={() => setOpen(it)}>
                  {t('quarantine.look')}
                </Button>
              }
            />
          ))}
        </RowList>
        {list.hasMore && (
          <Button variant="subtle" onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </QueryState>
      {open && <Preview held={open} onClose={() => setOpen(null)} />}
    </PageSection>
  );
}

function Preview({ held, onClose }: { held: Held; onClose: () => void }) {
  const { t } = useTranslation('mail-admin');
  const { size, exact } = useFormats();
  const query = useQuery(heldQuery(held.id));
  const preview = query.data;
  const release = async () =>
    (await work(() => releaseHeld(held.id), t('quarantine.released'))) && onClose();
  async function remove(): Promise<void> {
    const title = t('quarantine.delete.title');
    const isSure = await confirm({ title, action: t('quarantine.delete'), isDangerous: true });
    if (isSure && (await work(() => deleteHeld(held.id)))) onClose();
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={720}
      title={held.subject || t('noSubject')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <KeyValues
        items={[
          [t('from'), held.author || held.sender],
          [t('to'), held.recipients.join(', ')],
          [t('quarantine.reason'), held.reason],
          [t('quarantine.since'), exact(held.held_at)],
          [t('size'), size(held.size_bytes)],
        ]}
      />
      <QueryState query={query} isEmpty={!preview}>
        <pre className={classes.preview}>{preview?.text || t('quarantine.noText')}</pre>
        {preview?.attachments.map((file) => (
          <Text key={file.name} size="sm">
            {file.name} · {size(file.size_bytes)}
          </Text>
        ))}
      </QueryState>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="subtle" color="red" onClick={() => void remove()}>
          {t('quarantine.delete')}
        </Button>
        <Button onClick={() => void release()}>{t('quarantine.release')}</Button>
      </Group>
    </Modal>
  );
}
