/** Asks for a name: of a new folder, a new shared drive, or a new name. */
import { useState } from 'react';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { asProblem } from '@/platform/api';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { createFolder, createSharedDrive, renameNode } from '../client/act';
import { stemLength } from '../model/files';
import type { Ask } from './asking';

type Naming = Extract<Ask, { kind: 'folder' | 'drive' | 'rename' }>;

const words = {
  folder: { title: 'folder.new', action: 'create' },
  drive: { title: 'drive.new', action: 'create' },
  rename: { title: 'rename', action: 'rename' },
} as const;

export function NameDialog({ asked, onClose }: { asked: Naming; onClose: () => void }) {
  const { t } = useTranslation('drive');
  const go = useGo();
  const first = asked.kind === 'rename' ? asked.node.name : '';
  const [name, setName] = useState(first);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { title, action } = words[asked.kind];

  async function save(): Promise<void> {
    const wanted = name.trim();
    if (asked.kind === 'folder') await createFolder(asked.parent, wanted);
    if (asked.kind === 'drive') go(`/drive/folders/${await createSharedDrive(wanted)}`);
    if (asked.kind === 'rename' && wanted !== first) {
      void renameNode(asked.node, wanted, t('renamed', { name: wanted }));
    }
    onClose();
  }

  function submit(event: React.FormEvent): void {
    event.preventDefault();
    setBusy(true);
    save().catch((error: unknown) => {
      setBusy(false);
      setProblem(asProblem(error).errors[0]?.message ?? asProblem(error).detail);
    });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(title)}
      size="sm"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            aria-label={t('name')}
            data-autofocus
            maxLength={250}
            value={name}
            error={problem}
            onFocus={(event) => {
              const isFile = asked.kind === 'rename' && !asked.node.is_folder;
              event.currentTarget.setSelectionRange(0, isFile ? stemLength(first) : name.length);
            }}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={isBusy}>
              {t(action)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
