/** A message being written: to whom, about what, the text, files, send. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { FileDrop } from '@/ui';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import { noteEditor } from '@/apps/mail/client/editors';
import { attach, keepPicture } from '@/apps/mail/client/uploads';
import type { Compose } from '@/apps/mail/model/compose';
import { AttachedFiles } from './AttachedFiles';
import { ComposerFoot } from './ComposerFoot';
import { Quoted } from './Quoted';
import { Recipients, type Field } from './Recipients';
import { SubjectField } from './SubjectField';
import { useBigFiles } from './useBigFiles';
import { useSend } from './useSend';
import { useSuggestions } from './useSuggestions';
import classes from './composer.module.css';

const RichText = lazy(() => import('@/editor'));

/** Ctrl+Enter sends, Ctrl+Shift+C and B ask for copies. */
function keyDeed(event: React.KeyboardEvent): 'send' | Field | null {
  if (!(event.ctrlKey || event.metaKey)) return null;
  if (event.key === 'Enter') return 'send';
  if (!event.shiftKey) return null;
  const letter = event.key.toLowerCase();
  return letter === 'c' ? 'cc' : letter === 'b' ? 'bcc' : null;
}

export default function Composer({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const { key } = compose;
  const [wanted, setWanted] = useState<readonly Field[]>([]);
  // Whoever fills in recipients here is not drawn into the text when the editor has loaded.
  const [isAddressed] = useState(compose.to.length > 0);
  const box = useRef<HTMLDivElement>(null);
  const sending = useSend(compose);
  const big = useBigFiles(key);
  const suggest = useSuggestions(compose);
  const isInline = compose.place === 'inline';
  useEffect(() => {
    if (isInline) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isInline]);
  const take = (files: readonly File[]) => big.take(attach(key, files));

  function onKeyDown(event: React.KeyboardEvent): void {
    const deed = keyDeed(event);
    if (!deed) return;
    event.preventDefault();
    if (deed === 'send') void sending.send(null);
    else setWanted((before) => [...before, deed]);
  }

  return (
    <FileDrop hint={t('attach.drop')} onFiles={take}>
      <div ref={box} className={classes.composer} data-place={compose.place} onKeyDown={onKeyDown}>
        <Recipients
          compose={compose}
          wanted={wanted}
          onWant={(field) => setWanted([...wanted, field])}
        />
        {compose.place === 'dock' && <SubjectField compose={compose} />}
        <div className={classes.text}>
          <Suspense fallback={<div className={classes.waiting} />}>
            {suggest.isReady && (
              <RichText
                key={key}
                label={t('text')}
                initialHtml={compose.html}
                placeholder={t('text.placeholder')}
                autoFocus={isAddressed}
                extensions={suggest.extensions}
                onChange={(html) => edit(key, { html })}
                onFiles={take}
                onPicture={(file) => keepPicture(key, file)}
                onEditor={(editor) => noteEditor(key, editor)}
                below={<Below compose={compose} />}
              />
            )}
          </Suspense>
        </div>
        {sending.error && (
          <p className={classes.error} role="alert">
            {sending.error}
          </p>
        )}
        <ComposerFoot compose={compose} sending={sending} onFiles={take} />
      </div>
      {sending.dialog}
      {big.dialog}
    </FileDrop>
  );
}

/** What scrolls along below the text. */
function Below({ compose }: { compose: Compose }) {
  return (
    <>
      {compose.quote && <Quoted compose={compose} />}
      <AttachedFiles compose={compose} />
    </>
  );
}
