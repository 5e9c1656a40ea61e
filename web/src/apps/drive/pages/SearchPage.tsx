/** Finds files and folders by words and operators; the wish is in the address. */
import { useEffect, useState } from 'react';
import { Code, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';
import { useFound } from '../client/nodes';
import { NodeListing } from '../features/NodeListing';

const EXAMPLES = [
  'type:pdf',
  'type:image',
  'owner:me',
  'in:"…"',
  'after:2026-01-01',
  'before:2026-06-30',
  'is:starred',
  'title:plan',
];

function Field({ wish, onWish }: { wish: string; onWish: (wish: string) => void }) {
  const { t } = useTranslation('drive');
  const [text, setText] = useState(wish);
  const [settled] = useDebouncedValue(text.trim(), 250);
  useEffect(() => {
    onWish(settled);
    // The address follows the field, never the other way round.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [settled]);
  return (
    <TextInput
      type="search"
      flex={1}
      maw={560}
      autoFocus
      aria-label={t('search.label')}
      placeholder={t('search.placeholder')}
      leftSection={<IconSearch size={18} stroke={1.75} />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

export default function SearchPage() {
  const { t } = useTranslation('drive');
  const [wish, setWish] = useQueryParam('q');
  const list = useFound(wish);
  return (
    <NodeListing
      list={list}
      label={t('search.label')}
      title={<Field wish={wish} onWish={(next) => setWish(next || undefined)} />}
      empty={
        <EmptyState drawing="search" title={t(wish ? 'search.none' : 'search.title')}>
          {t('search.body')}
          <Group gap={6} justify="center" mt="md" component="span">
            {EXAMPLES.map((example) => (
              <Code key={example}>{example}</Code>
            ))}
          </Group>
        </EmptyState>
      }
    />
  );
}
