/** Opens the document and makes its editors; says so when it cannot be opened. */
import { useMemo } from 'react';
import { Button } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useDocument, type DocumentError, type OpenDocument } from '@/platform/realtime';
import { useMaybeMe } from '@/platform/session';
import { EmptyState, LoadingRows, Notice } from '@/ui';
import type { Doc } from '../client/docs';
import { useGuestName } from '../presence/guest';
import { GuestPrompt } from '../presence/GuestPrompt';
import { Bench } from './Bench';
import { SCHEMA } from './editors';
import type { Open } from './workbench';
import classes from './frame.module.css';

interface Props {
  doc: Doc;
  link: string | null;
}

export default function DocumentEditor({ doc, link }: Props) {
  const isGuest = useMaybeMe() === null;
  const name = useGuestName();
  const guest = isGuest ? name : null;
  const access = useMemo(() => ({ schema: SCHEMA, link, guest }), [link, guest]);
  const open = useStable(useDocument(doc.id, access));
  // Who may not read it any more must not go on reading what was loaded.
  const isBarred = open.error === 'refused' || open.error === 'notFound';
  if (open.error && (isBarred || !open.isReady)) return <Refused error={open.error} />;
  if (!open.isReady) {
    return (
      <main className={classes.failed}>
        <LoadingRows />
      </main>
    );
  }
  return (
    <>
      {open.error && <Trouble error={open.error} />}
      <Bench key={guest} doc={doc} open={open} link={link} />
      <GuestPrompt isWanted={isGuest && open.role !== null && open.role !== 'viewer'} />
    </>
  );
}

/** The document without what changes with every key: whether all is saved is asked where it is told. */
function useStable(opened: OpenDocument): Open {
  const { ydoc, provider, role, error, isReady, canEdit } = opened;
  return useMemo(
    () => ({ ydoc, provider, role, error, isReady, canEdit }),
    [ydoc, provider, role, error, isReady, canEdit],
  );
}

function Refused({ error }: { error: DocumentError }) {
  const { t } = useTranslation('docs');
  const go = useGo();
  return (
    <main className={classes.failed}>
      <EmptyState
        drawing="key"
        title={t(`error.${error}`)}
        action={<Button onClick={() => go('/docs')}>{t('home')}</Button>}
      >
        {t(`error.${error}.body`)}
      </EmptyState>
    </main>
  );
}

function Trouble({ error }: { error: DocumentError }) {
  const { t } = useTranslation('docs');
  return (
    <div className={classes.trouble}>
      <Notice>
        {t(`error.${error}`)} {t(`error.${error}.body`)}
      </Notice>
      {error === 'outdated' && (
        <Button size="xs" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      )}
    </div>
  );
}
