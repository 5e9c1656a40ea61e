/** What looks forgotten in a message that is about to be sent. */
import { Button, Group, List, Modal } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { GroupSize, Warning } from '@/apps/mail/model/warnings';

interface Props {
  warnings: readonly Warning[];
  groups: readonly GroupSize[];
  onClose: () => void;
  onSend: () => void;
}

export default function AskDialog({ warnings, groups, onClose, onSend }: Props) {
  const { t } = useTranslation('mail');
  const largest = [...groups].sort((a, b) => b.members - a.members)[0];
  const blanks = { name: largest?.name ?? '', count: largest?.members ?? 0 };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('ask.title')}
      size={440}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <List spacing={8}>
        {warnings.map((warning) => (
          <List.Item key={warning}>{t(`ask.${warning}`, blanks)}</List.Item>
        ))}
      </List>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" onClick={onSend}>
          {t('ask.send')}
        </Button>
        <Button data-autofocus onClick={onClose}>
          {t('ask.back')}
        </Button>
      </Group>
    </Modal>
  );
}
