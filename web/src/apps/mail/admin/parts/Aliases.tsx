/** Addresses that stand for others. */
import { useState } from 'react';
import { ActionIcon, Button, Group, Select, TagsInput, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, call, usePaged } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, ListRow, PageSection, QueryState, RowList } from '@/ui';
import { domainsQuery, putAlias, removeAlias, type Alias } from '../client';
import { KEY, work } from '../work';

export default function Aliases() {
  const { t } = useTranslation('mail-admin');
  const domains = (useQuery(domainsQuery).data ?? []).map((it) => it.name);
  const [chosen, setChosen] = useState('');
  const domain = chosen || domains[0] || '';
  const list = usePaged<Alias>(
    [KEY, 'aliases', domain],
    (cursor, signal) =>
      call(
        api.GET('/api/v1/mail/admin/aliases', {
          params: { query: { domain, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
    domain !== '',
  );
  return (
    <PageSection
      title={t('aliases')}
      description={t('aliases.body')}
      actions={
        domains.length > 1 && (
          <Select
            aria-label={t('aliases.domain')}
            allowDeselect={false}
            data={domains}
            value={domain}
            onChange={(name) => setChosen(name ?? '')}
          />
        )
      }
    >
      <NewAlias domain={domain} />
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<EmptyState drawing="list" title={t('aliases.none')} />}
      >
        <RowList label={t('aliases')}>
          {list.items.map((it) => (
            <ListRow
              key={it.email}
              title={it.email}
              description={it.targets.join(', ')}
              actions={
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('aliases.remove', { email: it.email })}
                  onClick={() => void work(() => removeAlias(it.email))}
                >
                  <IconTrash size={18} stroke={1.75} />
                </ActionIcon>
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
    </PageSection>
  );
}

function NewAlias({ domain }: { domain: string }) {
  const { t } = useTranslation('mail-admin');
  const [name, setName] = useState('');
  const [targets, setTargets] = useState<string[]>([]);
  async function add(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    const email = name.includes('@') ? name.trim() : `${name.trim()}@${domain}`;
    if (!(await work(() => putAlias(email, targets), t('saved')))) return;
    setName('');
    setTargets([]);
  }
  return (
    <form onSubmit={(event) => void add(event)}>
      <Group gap="xs" mb="md" align="flex-end">
        <TextInput
          label={t('aliases.name')}
          placeholder={t('aliases.name.example')}
          rightSection={`@${domain}`}
          rightSectionWidth={domain.length * 8 + 24}
          w={300}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TagsInput
          flex={1}
          miw={240}
          label={t('aliases.targets')}
          placeholder={targets.length ? '' : t('aliases.targets.example')}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          value={targets}
          onChange={setTargets}
        />
        <Button type="submit" disabled={!name.trim() || targets.length === 0}>
          {t('aliases.add')}
        </Button>
      </Group>
    </form>
  );
}
