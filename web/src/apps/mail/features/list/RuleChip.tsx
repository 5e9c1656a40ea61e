/** Makes a rule of what was searched for. */
import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import { IconFilterPlus } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '../MailContext';

const RuleFromSearch = lazy(() => import('@/apps/mail/settings/rules/RuleFromSearch'));

export function RuleChip() {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const [isOpen, setOpen] = useState(false);
  if (!place.query.trim()) return null;
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconFilterPlus size={16} stroke={1.75} />}
        onClick={() => setOpen(true)}
      >
        {t('rule.create')}
      </Button>
      {isOpen && (
        <Suspense>
          <RuleFromSearch query={place.query} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
