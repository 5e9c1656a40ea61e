/** The domains whose mail is ours; one is opened to see what it needs in the DNS. */
import { useState } from 'react';
import { Badge, Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { ListRow, PageSection, QueryState, RowList } from '@/ui';
import { addDomain, domainsQuery } from '../client';
import { work } from '../work';
import { DomainDetails } from './DomainDetails';

export default function Domains() {
  const { t } = useTranslation('mail-admin');
  const query = useQuery(domainsQuery);
  const [open, setOpen] = useQueryParam('domain');
  const domains = query.data ?? [];
  const chosen = domains.find((it) => it.name === open);
  if (chosen) return <DomainDetails domain={chosen} onClose={() => setOpen(undefined)} />;
  return (
    <PageSection title={t('domains')} description={t('domains.body')}>
      <NewDomain />
      <QueryState query={query} isEmpty={domains.length === 0}>
        <RowList label={t('domains')}>
          {domains.map((it) => (
            <ListRow
              key={it.name}
              title={
                <>
                  {it.name} {it.is_primary && <Badge variant="light">{t('domains.primary')}</Badge>}
                </>
              }
              description={
                it.catch_all ? t('domains.caught', { email: it.catch_all }) : t('domains.notCaught')
              }
              actions={
                <Button variant="default" onClick={() => setOpen(it.name)}>
                  {t('domains.open')}
                </Button>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}

function NewDomain() {
  const { t } = useTranslation('mail-admin');
  const [name, setName] = useState('');
  async function add(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    if (await work(() => addDomain(name.trim()), t('saved'))) setName('');
  }
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap="xs" mb="md" wrap="nowrap">
        <TextInput
          flex={1}
          maw={420}
          aria-label={t('domains.name')}
          placeholder={t('domains.name.example')}
          value={name}
          maxLength={253}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!name.includes('.')}>
          {t('domains.add')}
        </Button>
      </Group>
    </form>
  );
}
