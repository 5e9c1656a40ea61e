/** The name of a shared drive and what it is for. */
import { useState } from 'react';
import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { changeDrive } from '../client/act';
import type { Drive } from '../client/nodes';

const LONGEST = 500;

export function DriveDialog({ drive, onClose }: { drive: Drive; onClose: () => void }) {
  const { t } = useTranslation('drive');
  const [name, setName] = useState(drive.name);
  const [description, setDescription] = useState(drive.description);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    try {
      await changeDrive(drive.id, { name: name.trim(), description: description.trim() });
      onClose();
    } catch (error) {
      setBusy(false);
      setProblem(asProblem(error).errors[0]?.message ?? asProblem(error).detail);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('drive.settings')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('name')}
            data-autofocus
            maxLength={250}
            value={name}
            error={problem}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Textarea
            label={t('drive.description')}
            description={t('drive.descriptionBody')}
            autosize
            minRows={2}
            maxLength={LONGEST}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={isBusy}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
