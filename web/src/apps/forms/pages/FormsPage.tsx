/** The forms that the person sees, last changed first, narrowed by words. */
import { useEffect, useRef, useState } from 'react';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { usePathname, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, EmptyState, QueryState, Toolbar, usePhone } from '@/ui';
import { useForms, type FormRow } from '../client/forms';
import { FormLine } from '../features/FormLine';
import { FormsSide } from '../features/FormsSide';
import { NewForm, Starts } from '../features/NewForm';
import classes from '../features/forms.module.css';

type View = 'all' | 'mine' | 'shared';

function useView(): View {
  const last = usePathname().split('/')[2];
  return last === 'mine' || last === 'shared' ? last : 'all';
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

export default function FormsPage() {
  const { t } = useTranslation('forms');
  const isPhone = usePhone();
  const me = useMe();
  const view = useView();
  const forms = useForms();
  const [isNew, setNew] = useQueryParam('new');
  const [words, setWords] = useState('');
  const wanted = plain(words.trim());
  const isIn = (form: FormRow) => view === 'all' || (form.owner.id === me.id) === (view === 'mine');
  const shown = forms.items.filter((it) => isIn(it) && plain(it.title).includes(wanted));
  const { hasMore, more } = forms;
  const isNarrowed = wanted !== '' || view !== 'all';
  useEffect(() => {
    if (isNarrowed && hasMore) more();
  });

  return (
    <AppLayout title={t('app')} side={<FormsSide />}>
      <Toolbar title={t(`view.${view}`)}>
        <TextInput
          aria-label={t('search')}
          placeholder={t('search')}
          leftSection={<IconSearch size={16} stroke={1.75} />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          ml={isPhone ? 0 : 'md'}
          maw={280}
        />
      </Toolbar>
      <QueryState
        query={forms}
        isEmpty={shown.length === 0 && !hasMore}
        empty={<Nothing view={view} isSearch={wanted !== ''} />}
      >
        <div className={classes.scroll}>
          <ul className={classes.list} aria-label={t(`view.${view}`)}>
            {shown.map((form) => (
              <FormLine key={form.id} form={form} />
            ))}
          </ul>
          {hasMore && <End onReached={more} />}
        </div>
      </QueryState>
      {isNew === 'form' && <NewForm onClose={() => setNew(undefined)} />}
    </AppLayout>
  );
}

/** Asks for more as soon as the end of the list comes near. */
function End({ onReached }: { onReached: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: '400px',
    });
    if (end.current) watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [onReached]);
  return <div ref={end} />;
}

function Nothing({ view, isSearch }: { view: View; isSearch: boolean }) {
  const { t } = useTranslation('forms');
  if (isSearch) return <EmptyState drawing="search" title={t('empty.search')} />;
  if (view === 'shared') {
    return (
      <EmptyState drawing="form" title={t('empty.shared')}>
        {t('empty.shared.body')}
      </EmptyState>
    );
  }
  const begin = (
    <div className={classes.emptyStarts}>
      <Starts />
    </div>
  );
  return (
    <EmptyState drawing="form" title={t('empty.forms')} action={begin}>
      {t('empty.forms.body')}
    </EmptyState>
  );
}
