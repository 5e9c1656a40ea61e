/** A message being written: to whom, about what, the text, files, send. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { FileDrop } from '@/ui';
import { useTranslation } from '@/platform/i18n';
import { edit, sendMessage } from '@/apps/mail/client/drafts';
import { attach } from '@/apps/mail/client/uploads';
import { unreachable, type Compose } from '@/apps/mail/model/compose';
import { AttachedFiles } from './AttachedFiles';
import { ComposerFoot } from './ComposerFoot';
import { Quoted } from './Quoted';
import { Recipients } from './Recipients';
import classes from './composer.module.css';

const RichText = lazy(() => import('@/editor'));

/** What keeps a message from being sent, as a key of the words that say so. */
function obstacleOf(compose: Compose): string {
  if (compose.to.length + compose.cc.length + compose.bcc.length === 0) return 'send.nobody';
  if (unreachable(compose).length > 0) return 'send.unreachable';
  if (compose.attachments.some((file) => file.hasFailed)) return 'send.file';
  return '';
}

export default function Composer({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [error, setError] = useState('');
  const { key } = compose;
  const box = useRef<HTMLDivElement>(null);
  const isInline = compose.place === 'inline';
  useEffect(() => {
    if (isInline) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isInline]);

  async function send(): Promise<void> {
    const obstacle = obstacleOf(compose);
    if (obstacle) return setError(t(obstacle));
    setError('');
    try {
      await sendMessage(key, { sent: t('sent') });
    } catch (failure) {
      const words = failure instanceof Error ? failure.message : '';
      setError(words && words.includes(' ') ? words : t('send.failed'));
    }
  }

  const isAnswer = compose.to.length > 0;
  return (
    <FileDrop hint={t('attach.drop')} onFiles={(files) => attach(key, files)}>
      <div
        ref={box}
        className={classes.composer}
        data-place={compose.place}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
      >
        <Recipients compose={compose} />
        {compose.place === 'dock' && (
          <input
            className={classes.subject}
            aria-label={t('subject')}
            placeholder={t('subject')}
            value={compose.subject}
            maxLength={900}
            onChange={(event) => edit(key, { subject: event.currentTarget.value })}
          />
        )}
        <div className={classes.text}>
          <Suspense fallback={<div className={classes.waiting} />}>
            <RichText
              key={compose.key}
              label={t('text')}
              initialHtml={compose.html}
              placeholder={t('text.placeholder')}
              autoFocus={isAnswer}
              onChange={(html) => edit(key, { html })}
              onFiles={(files) => attach(key, files)}
              below={<Below compose={compose} />}
            />
          </Suspense>
        </div>
        {error && (
          <p className={classes.error} role="alert">
            {error}
          </p>
        )}
        <ComposerFoot compose={compose} onSend={() => void send()} />
      </div>
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
