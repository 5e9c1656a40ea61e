/** "Running late": tells the guests by how much. */
import { Button, Group, Modal, Stack } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { tellLate } from '@/apps/calendar/client/act';
import type { Occurrence } from '@/apps/calendar/client/types';

const CHOICES = [5, 10, 15, 30];

interface Props {
  occurrence: Occurrence;
  onClose: () => void;
}

export default function LateDialog({ occurrence, onClose }: Props) {
  const { t } = useTranslation('calendar');
  return (
    <Modal
      opened
      onClose={onClose}
      size={360}
      title={t('late.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack>
        <span>{t('late.body')}</span>
        <Group grow>
          {CHOICES.map((minutes) => (
            <Button
              key={minutes}
              variant="default"
              onClick={() => {
                onClose();
                void tellLate(occurrence, minutes, t('late.told'));
              }}
            >
              {t('minutes.short', { count: minutes })}
            </Button>
          ))}
        </Group>
      </Stack>
    </Modal>
  );
}
