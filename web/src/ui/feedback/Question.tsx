/** The dialog of `confirm`. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Asked } from './confirm';

export default function Question({ question }: { question: Asked }) {
  const { t } = useTranslation('ui');
  return (
    <Modal
      opened
      onClose={() => question.answer(false)}
      title={question.title}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {question.body && <Text mb="lg">{question.body}</Text>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => question.answer(false)}>
          {t('cancel')}
        </Button>
        <Button
          data-autofocus
          color={question.isDangerous ? 'red.8' : undefined}
          onClick={() => question.answer(true)}
        >
          {question.action}
        </Button>
      </Group>
    </Modal>
  );
}
