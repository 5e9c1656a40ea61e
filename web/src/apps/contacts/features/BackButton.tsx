/** Back to the list that one came from. */
import { ActionIcon } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';

export function BackButton({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation('contacts');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={t('back')}
      title={t('back')}
      onClick={onBack}
    >
      <IconArrowLeft size={18} stroke={1.75} />
    </ActionIcon>
  );
}
