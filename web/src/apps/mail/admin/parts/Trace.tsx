/** Where is that mail? Every step that a message took, by sender, recipient, subject or id. */
import { useState } from 'react';
import { Button, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { api, call, usePaged } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, PageSection, QueryState, When } from '@/ui';
import type { Step } from '../client';
import { KEY } from '../work';
import classes from '../admin.module.css';

const fields = ['sender', 'recipient', 'subject', 'message_id'] as const;
type Wanted = Record<(typeof fields)[number], string>;
const nothing: Wanted = { sender: '', recipient: '', subject: '', message_id: '' };

const given = (wanted: Wanted) =>
  Object.fromEntries(Object.entries(wanted).filter(([, value]) => value.trim()));

export default function Trace() {
  const { t } = useTranslation('mail-admin');
  const [fieldsNow, setFields] = useState(nothing);
  const [wanted] = useDebouncedValue(fieldsNow, 300);
  const list = usePaged<Step>([KEY, 'trace', wanted], (cursor, signal) =>
    call(
      api.GET('/api/v1/mail/admin/trace', {
        params: { query: { ...given(wanted), ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
  return (
    <PageSection title={t('trace')} description={t('trace.body')}>
      <div className={classes.filters}>
        {fields.map((name) => (
          <TextInput
            key={name}
            label={t(`trace.${name}`)}
            value={fieldsNow[name]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setFields((before) => ({ ...before, [name]: value }));
            }}
          />
        ))}
      </div>
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState drawing="search" title={t('trace.none')} />}
      >
        <div className={classes.scroll}>
          <Table className={classes.table ?? ''} aria-label={t('trace')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('trace.at')}</Table.Th>
                <Table.Th>{t('trace.step')}</Table.Th>
                <Table.Th>{t('trace.who')}</Table.Th>
                <Table.Th>{t('trace.what')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.items.map((step) => (
                <StepRow key={step.id} step={step} />
              ))}
            </Table.Tbody>
          </Table>
        </div>
        {list.hasMore && (
          <Button variant="subtle" onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </QueryState>
    </PageSection>
  );
}

function StepRow({ step }: { step: Step }) {
  const { t } = useTranslation('mail-admin');
  const where = [step.host, step.tls].filter(Boolean).join(' · ');
  return (
    <Table.Tr>
      <Table.Td>
        <When at={step.at} />
      </Table.Td>
      <Table.Td>{t(`step.${step.step}`, { defaultValue: step.step })}</Table.Td>
      <Table.Td className={classes.long}>
        {step.sender || t('trace.nobody')} → {step.recipient}
      </Table.Td>
      <Table.Td className={classes.long}>
        {step.subject}
        {where && (
          <Text size="sm" c="dimmed">
            {where}
          </Text>
        )}
        {step.reply && <Text size="sm">{step.reply}</Text>}
      </Table.Td>
    </Table.Tr>
  );
}
