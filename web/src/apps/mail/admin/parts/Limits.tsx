/** How much may be sent, what happens to doubtful mail, how long things are kept. */
import { useState } from 'react';
import { Button, Group, NumberInput, Select, Stack, Switch, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { PageSection, QueryState } from '@/ui';
import { changeOrganisation, organisationQuery, sendingQuery, type Organisation } from '../client';
import { work } from '../work';
import { Suppressions } from './Suppressions';
import classes from '../admin.module.css';

const numbers = ['person_day', 'organisation_day', 'trace_days', 'held_days'] as const;
const flags = ['forwards_outside', 'external_banner', 'signs_ed25519'] as const;
const onReject = ['reject', 'quarantine', 'junk', 'deliver'] as const;
const onQuarantine = ['quarantine', 'junk', 'deliver'] as const;

export default function Limits() {
  const query = useQuery(organisationQuery);
  return (
    <>
      <QueryState query={query} isEmpty={!query.data}>
        {query.data && <Form start={query.data} />}
      </QueryState>
      <Today />
      <Suppressions />
    </>
  );
}

function Form({ start }: { start: Organisation }) {
  const { t } = useTranslation('mail-admin');
  const [fields, setFields] = useState(start);
  const set = (patch: Partial<Organisation>) => setFields((before) => ({ ...before, ...patch }));
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    await work(() => changeOrganisation(fields), t('saved'));
  }
  return (
    <PageSection title={t('limits')} description={t('limits.body')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack maw={520} gap="md">
          {numbers.map((name) => (
            <NumberInput
              key={name}
              label={t(`limits.${name}`)}
              description={t(`limits.${name}.body`)}
              min={name.endsWith('_days') ? 1 : 0}
              value={fields[name]}
              onChange={(value) => set({ [name]: Number(value) || 0 })}
            />
          ))}
          <Select
            label={t('limits.on_reject')}
            allowDeselect={false}
            data={onReject.map((value) => ({ value, label: t(`verdict.${value}`) }))}
            value={fields.on_reject}
            onChange={(value) =>
              set({ on_reject: onReject.find((it) => it === value) ?? 'reject' })
            }
          />
          <Select
            label={t('limits.on_quarantine')}
            allowDeselect={false}
            data={onQuarantine.map((value) => ({ value, label: t(`verdict.${value}`) }))}
            value={fields.on_quarantine}
            onChange={(value) =>
              set({ on_quarantine: onQuarantine.find((it) => it === value) ?? 'junk' })
            }
          />
          {flags.map((name) => (
            <Switch
              key={name}
              label={t(`limits.${name}`)}
              checked={fields[name] ?? true}
              onChange={(event) => set({ [name]: event.currentTarget.checked })}
            />
          ))}
          <Group>
            <Button type="submit">{t('save')}</Button>
          </Group>
        </Stack>
      </form>
    </PageSection>
  );
}

function Today() {
  const { t } = useTranslation('mail-admin');
  const { number } = useFormats();
  const query = useQuery(sendingQuery);
  const items = query.data?.items ?? [];
  const total = number(query.data?.organisation ?? 0);
  return (
    <PageSection title={t('today')} description={t('today.body', { total })}>
      <QueryState query={query} isEmpty={items.length === 0}>
        <div className={classes.scroll}>
          <Table className={classes.table ?? ''}>
            <Table.Tbody>
              {items.map((it) => (
                <Table.Tr key={it.person_id}>
                  <Table.Td>{it.name}</Table.Td>
                  <Table.Td>{it.email}</Table.Td>
                  <Table.Td ta="end">{number(it.count)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </QueryState>
    </PageSection>
  );
}
