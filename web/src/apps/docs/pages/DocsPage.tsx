/** Home of documents: start one from a template, find those that changed last. */
import { useEffect, useRef, useState } from 'react';
import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconLayoutGrid, IconList, IconSearch } from '@tabler/icons-react';
import { useGo, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, EmptyState, QueryState, toast, Toolbar, usePhone, useStoredFlag } from '@/ui';
import { importable, useCreateDoc, useImportDoc, useRecent, type Owner } from '../client/docs';
import { DocCards } from '../home/DocCards';
import { DocLines } from '../home/DocLines';
import { End } from '../home/End';
import { Templates } from '../home/Templates';
import classes from '../home/home.module.css';

export default function DocsPage() {
  const { t } = useTranslation('docs');
  const isPhone = usePhone();
  const [words, setWords] = useState('');
  const [wanted] = useDebouncedValue(words.trim(), 180);
  const [owner, setOwner] = useState<Owner>('anyone');
  const [isList, setList] = useStoredFlag('bureau.docs.list');
  const recent = useRecent(wanted, owner);
  const Docs = isList ? DocLines : DocCards;
  return (
    <AppLayout title={t('app')}>
      <Toolbar title={t('app')}>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          ml={isPhone ? 0 : 'md'}
          w={280}
        />
      </Toolbar>
      <Wishes />
      <div className={classes.scroll}>
        {!wanted && <Templates />}
        <section className={classes.recent} aria-label={t('recent')}>
          <header className={classes.head}>
            <h2>{wanted ? t('found') : t('recent')}</h2>
            <Select
              aria-label={t('owner')}
              size="xs"
              w={170}
              allowDeselect={false}
              value={owner}
              data={[
                { value: 'anyone', label: t('owner.anyone') },
                { value: 'me', label: t('owner.me') },
              ]}
              onChange={(value) => setOwner((value as Owner | null) ?? 'anyone')}
            />
            <SegmentedControl
              size="xs"
              aria-label={t('look')}
              value={isList ? 'list' : 'grid'}
              onChange={(value) => setList(value === 'list')}
              data={[
                { value: 'grid', label: <Labelled icon={IconLayoutGrid} label={t('look.grid')} /> },
                { value: 'list', label: <Labelled icon={IconList} label={t('look.list')} /> },
              ]}
            />
          </header>
          <QueryState
            query={recent}
            isEmpty={recent.items.length === 0}
            empty={<Nothing isNarrowed={wanted !== '' || owner !== 'anyone'} />}
          >
            <Docs docs={recent.items} />
            {recent.hasMore && <End onReached={recent.more} />}
          </QueryState>
        </section>
      </div>
    </AppLayout>
  );
}

function Labelled({ icon: Icon, label }: { icon: typeof IconList; label: string }) {
  return (
    <span className={classes.look} title={label}>
      <Icon size={16} stroke={1.75} aria-hidden />
      <span className="visually-hidden">{label}</span>
    </span>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const { t } = useTranslation('docs');
  if (isNarrowed) return <EmptyState drawing="search" title={t('empty.search')} />;
  return (
    <EmptyState drawing="form" title={t('empty')}>
      {t('empty.body')}
    </EmptyState>
  );
}

/** What the address asks for: "?new=blank" makes a document, "?new=file" opens one. */
function Wishes() {
  const { t } = useTranslation('docs');
  const go = useGo();
  const [wish, setWish] = useQueryParam('new');
  const [parent] = useQueryParam('parent');
  const { mutate: create } = useCreateDoc();
  const { mutate: take, isPending } = useImportDoc();
  const chooser = useRef<HTMLInputElement>(null);
  const taken = useRef('');
  useEffect(() => {
    if (!wish || taken.current === wish) return;
    taken.current = wish;
    if (wish === 'blank') {
      create(parent ? { parent } : {}, {
        onSuccess: (made) => go(`/docs/${made.id}`, { replace: true }),
        onError: () => setWish(undefined),
      });
    }
  }, [wish, parent, create, go, setWish]);

  function open(event: React.ChangeEvent<HTMLInputElement>): void {
    const file = event.currentTarget.files?.[0];
    event.currentTarget.value = '';
    if (!file) return;
    toast.show(t('open.busy', { name: file.name }));
    take({ file, parent: parent || null }, { onSuccess: (made) => go(`/docs/${made.id}`) });
  }

  return (
    <>
      <input
        ref={chooser}
        id="docs-open-file"
        type="file"
        className="visually-hidden"
        accept={importable}
        aria-label={t('open.file')}
        disabled={isPending}
        onChange={open}
      />
      {wish === 'file' && (
        <div className={classes.wish}>
          <label htmlFor="docs-open-file">{t('open.choose')}</label>
        </div>
      )}
    </>
  );
}
