/** One domain: its DNS records as they should be and as they are, and what is set for it. */
import { useState } from 'react';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { IconArrowLeft, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { confirm, Notice, PageSection, QueryState } from '@/ui';
import { changeDomain, dnsQuery, removeDomain, renewKeys, type Domain } from '../client';
import { work } from '../work';
import { DnsRecord } from './DnsRecord';
import classes from '../admin.module.css';

const modes = ['none', 'testing', 'enforce'] as const;

interface Props {
  domain: Domain;
  onClose: () => void;
}

export function DomainDetails({ domain, onClose }: Props) {
  const { t } = useTranslation('mail-admin');
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        leftSection={<IconArrowLeft size={18} stroke={1.75} />}
        onClick={onClose}
      >
        {t('domains')}
      </Button>
      <Checklist domain={domain} />
      <Settings domain={domain} onGone={onClose} />
    </>
  );
}

function Checklist({ domain }: { domain: Domain }) {
  const { t } = useTranslation('mail-admin');
  const query = useQuery(dnsQuery(domain.name));
  const items = query.data?.items ?? [];
  const wrong = items.filter((it) => it.is_needed && it.state !== 'ok').length;
  return (
    <PageSection
      title={domain.name}
      description={t('dns.body')}
      actions={
        <Button
          variant="default"
          leftSection={<IconRefresh size={18} stroke={1.75} />}
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {t('dns.again')}
        </Button>
      }
    >
      <QueryState query={query} isEmpty={items.length === 0}>
        <div role="status">
          <Notice tone={wrong ? 'warning' : 'success'}>
            {wrong ? t('dns.wrong', { count: wrong }) : t('dns.fine')}
          </Notice>
        </div>
        <ul className={classes.records} aria-label={t('dns.records')}>
          {items.map((item) => (
            <DnsRecord key={`${item.purpose} ${item.name} ${item.type}`} item={item} />
          ))}
        </ul>
      </QueryState>
    </PageSection>
  );
}

function Settings({ domain, onGone }: { domain: Domain; onGone: () => void }) {
  const { t } = useTranslation('mail-admin');
  const [email, setEmail] = useState(domain.catch_all);
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('domains.remove.title', { name: domain.name }),
      body: t('domains.remove.body'),
      action: t('domains.remove'),
      isDangerous: true,
    });
    if (isSure && (await work(() => removeDomain(domain.name)))) onGone();
  }
  const save = (patch: Parameters<typeof changeDomain>[1]) =>
    void work(() => changeDomain(domain.name, patch), t('saved'));
  return (
    <PageSection title={t('domains.settings')}>
      <Stack maw={520} gap="md">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save({ catch_all: email.trim() });
          }}
        >
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('domains.catchAll')}
              description={t('domains.catchAll.body')}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" disabled={email.trim() === domain.catch_all}>
              {t('save')}
            </Button>
          </Group>
        </form>
        <Select
          label={t('domains.sts')}
          description={t('domains.sts.body')}
          allowDeselect={false}
          data={modes.map((value) => ({ value, label: t(`sts.${value}`) }))}
          value={domain.sts_mode}
          onChange={(value) => {
            const sts_mode = modes.find((it) => it === value);
            if (sts_mode) save({ sts_mode });
          }}
        />
        <Group gap="xs">
          <Button
            variant="default"
            onClick={() => void work(() => renewKeys(domain.name), t('domains.keys.done'))}
          >
            {t('domains.keys')}
          </Button>
          {!domain.is_primary && (
            <Button variant="subtle" color="red" onClick={() => void remove()}>
              {t('domains.remove')}
            </Button>
          )}
        </Group>
      </Stack>
    </PageSection>
  );
}
