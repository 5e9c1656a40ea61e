/** One document: asks who comes, reads what it is called, then opens the editor. */
import { lazy, Suspense, useEffect } from 'react';
import { Button } from '@mantine/core';
import { Link, usePathParam, useQueryParam } from '@/platform/app';
import { asProblem, OFFLINE } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { connectLive } from '@/platform/live';
import { useMaybeMe } from '@/platform/session';
import { ErrorState, LoadingRows } from '@/ui';
import { useDoc } from '../client/docs';
import classes from '../frame/frame.module.css';

const loadEditor = () => import('../frame/DocumentEditor');
const DocumentEditor = lazy(loadEditor);

export default function DocumentPage() {
  const id = usePathParam('id');
  const [token] = useQueryParam('link');
  const me = useMaybeMe();
  const link = token || null;
  useEffect(() => {
    return me ? connectLive() : undefined;
  }, [me]);
  useEffect(() => {
    // The page is open to guests with a link; everyone else signs in first.
    if (me || link) return;
    window.location.assign(`/sign-in?next=${encodeURIComponent(`/docs/${id}`)}`);
  }, [me, link, id]);
  if (!me && !link) return null;
  return <Opened key={id} id={id} link={me ? link : token} />;
}

function Opened({ id, link }: { id: string; link: string | null }) {
  const { t } = useTranslation('docs');
  const { data: doc, error, refetch } = useDoc(id, link);
  useEffect(() => void loadEditor(), []);
  const isOffline = error !== null && asProblem(error).status === OFFLINE;
  if (doc || isOffline) {
    return (
      <Suspense fallback={<Waiting />}>
        <DocumentEditor doc={doc ?? unknownDoc(id, t('untitled'))} link={link} />
      </Suspense>
    );
  }
  if (!error) return <Waiting />;
  return (
    <main className={classes.failed}>
      <ErrorState error={error} onRetry={() => void refetch()} />
      <Button component={Link} to="/docs" variant="subtle">
        {t('home')}
      </Button>
    </main>
  );
}

function Waiting() {
  return (
    <main className={classes.failed}>
      <LoadingRows />
    </main>
  );
}

/** Offline, what this device keeps can be read and written; the rest is known later. */
const unknownDoc = (id: string, name: string) => ({
  id,
  name,
  parent: null,
  drive: null,
  role: 'viewer' as const,
  abilities: {},
  is_starred: false,
});
