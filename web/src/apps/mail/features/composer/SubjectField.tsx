/** The subject, with ideas from the text while it is empty. */
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

const SubjectIdeas = lazy(() => import('./SubjectIdeas'));

export function SubjectField({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [hasFocus, setFocus] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div onFocus={() => setFocus(true)} onBlur={() => setFocus(false)}>
      <input
        ref={input}
        className={classes.subject}
        aria-label={t('subject')}
        placeholder={t('subject')}
        value={compose.subject}
        maxLength={900}
        spellCheck
        onChange={(event) => edit(compose.key, { subject: event.currentTarget.value })}
      />
      {hasFocus && compose.subject.trim() === '' && (
        <Suspense>
          <SubjectIdeas compose={compose} onChosen={() => input.current?.focus()} />
        </Suspense>
      )}
    </div>
  );
}
