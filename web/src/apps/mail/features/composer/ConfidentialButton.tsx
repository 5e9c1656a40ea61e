/** Makes a message confidential, or changes for how long it is read. */
import { lazy, Suspense, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import { LockClock } from '../LockClock';

const ConfidentialDialog = lazy(() => import('./ConfidentialDialog'));

export function ConfidentialButton({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [isOpen, setOpen] = useState(false);
  const { key, confidential } = compose;
  const choose = (terms: Compose['confidential']) => {
    setOpen(false);
    edit(key, { confidential: terms });
  };
  return (
    <>
      <ActionIcon
        variant="subtle"
        color={confidential ? 'indigo' : 'gray'}
        size={32}
        aria-label={t('confidential')}
        aria-pressed={confidential !== null}
        title={t('confidential')}
        onClick={() => setOpen(true)}
      >
        <LockClock />
      </ActionIcon>
      {isOpen && (
        <Suspense>
          <ConfidentialDialog
            start={confidential}
            deed={t('confidential.do')}
            onClose={() => setOpen(false)}
            onChoose={choose}
            {...(confidential ? { onRemove: () => choose(null) } : {})}
          />
        </Suspense>
      )}
    </>
  );
}
