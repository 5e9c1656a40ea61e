/** Over the author's own confidential message: how it stands, and the ways to change that. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { toast } from '@/ui';
import { changeAccess, removeAccess } from '@/apps/mail/client/confidential';
import { endOf, type Standing, type Terms } from '@/apps/mail/model/confidential';
import type { Head } from '@/apps/mail/model/mail';
import { LockClock } from '../LockClock';
import { useMail } from '../MailContext';
import classes from './thread.module.css';

const ConfidentialDialog = lazy(() => import('../composer/ConfidentialDialog'));

interface Props {
  email: Head;
  standing: Extract<Standing, { role: 'author' }>;
}

export function ConfidentialBanner({ email, standing }: Props) {
  const { t } = useTranslation('mail');
  const { exact } = useFormats();
  const { account } = useMail();
  const [isChanging, setChanging] = useState(false);
  const { id, state, expiresAt, passcode } = standing;
  const change = (...[body]: [Parameters<typeof changeAccess>[3]]) =>
    changeAccess(account.id, email.id, id, body).catch(toast.problem);
  const giveBack = () => void change({ revoked: false });
  async function remove(): Promise<void> {
    await removeAccess(account.id, email.id, id);
    toast.show(t('confidential.removed'), { undo: giveBack });
  }
  function choose(terms: Terms): void {
    setChanging(false);
    void change({ expires_at: endOf(terms, Date.now()), passcode: terms.passcode });
  }
  return (
    <div className={classes.notice} role="note" data-confidential={state}>
      <LockClock size={16} />
      <span>{t(`confidential.is.${state}`, { at: exact(expiresAt) })}</span>
      {account.maySend && (
        <>
          {state === 'open' && (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => void remove().catch(toast.problem)}
            >
              {t('confidential.end')}
            </Button>
          )}
          {state === 'revoked' && (
            <Button variant="subtle" size="compact-sm" onClick={giveBack}>
              {t('confidential.giveBack')}
            </Button>
          )}
          {state !== 'revoked' && (
            <Button variant="subtle" size="compact-sm" onClick={() => setChanging(true)}>
              {t('confidential.change')}
            </Button>
          )}
        </>
      )}
      {isChanging && (
        <Suspense>
          <ConfidentialDialog
            start={{ days: null, until: expiresAt, passcode }}
            deed={t('confidential.save')}
            onClose={() => setChanging(false)}
            onChoose={choose}
          />
        </Suspense>
      )}
    </div>
  );
}
