/** Copies a value to the clipboard. */
import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';

export function Copy({ value, label }: { value: string; label: string }) {
  const { t } = useTranslation('mail-admin');
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={copied ? t('copied') : t('copy', { name: label })}
          title={copied ? t('copied') : t('copy', { name: label })}
          onClick={copy}
        >
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} stroke={1.75} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
