/** Asks for a label's new name. */
import { useState } from 'react';
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useRenameLabel } from '../client';

export function RenameLabel({ label, onClose }: { label: string; onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const rename = useRenameLabel();
  const [name, setName] = useState(label);
  const wanted = name.trim();
  const save = () =>
    rename.mutate(
      { label, name: wanted },
      {
        onSuccess: () => {
          onClose();
          go(`/contacts?label=${encodeURIComponent(wanted)}`);
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('label.rename')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted && wanted !== label) save();
        }}
      >
        <TextInput
          label={t('label.name')}
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={rename.isPending} disabled={!wanted || wanted === label}>
            {t('label.rename')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
