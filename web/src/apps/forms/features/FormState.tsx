/** Whether a form takes answers, in one word. */
import { IconCircleCheck, IconCircleX, IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { StatusBadge } from '@/ui';

export function FormState({ state }: { state: string }) {
  const { t } = useTranslation('forms');
  if (state === 'open') {
    return (
      <StatusBadge tone="success" icon={IconCircleCheck}>
        {t('state.open')}
      </StatusBadge>
    );
  }
  if (state === 'closed') {
    return (
      <StatusBadge tone="neutral" icon={IconCircleX}>
        {t('state.closed')}
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone="info" icon={IconPencil}>
      {t('state.draft')}
    </StatusBadge>
  );
}
