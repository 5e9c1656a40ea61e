/** Puts large files into Drive with their progress, then links them in the text. */
import { useEffect, useRef, useState } from 'react';
import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { asProblem } from '@/platform/api';
import type { Upload } from '@/platform/upload';
import { ListRow, RowList } from '@/ui';
import { addressOf, linkHtml, putIntoDrive } from '@/apps/mail/client/driveLinks';
import { insertHtml } from '@/apps/mail/client/editors';
import { LARGEST_BYTES } from '@/apps/mail/client/uploads';

interface Props {
  composeKey: string;
  files: readonly File[];
  onClose: () => void;
}

export default function BigFilesDialog({ composeKey, files, onClose }: Props) {
  const { t } = useTranslation('mail');
  const { size } = useFormats();
  const [isRunning, setRunning] = useState(false);
  const [shares, setShares] = useState<Record<number, number>>({});
  const [error, setError] = useState('');
  const running = useRef<Upload | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function start(): Promise<void> {
    setRunning(true);
    setError('');
    try {
      for (const [index, file] of files.entries()) {
        const id = await putIntoDrive(
          file,
          (share) => setShares((before) => ({ ...before, [index]: share })),
          (upload) => (running.current = upload),
        );
        insertHtml(composeKey, linkHtml(addressOf(id), file.name));
      }
      onClose();
    } catch (failure) {
      setRunning(false);
      setError(asProblem(failure).detail || t('attach.failed'));
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('big.title', { count: files.length })}
      size={480}
      closeOnClickOutside={!isRunning}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text>{t('big.body', { size: size(LARGEST_BYTES) })}</Text>
        <RowList label={t('attachments')}>
          {files.map((file, index) => (
            <ListRow
              key={file.name + index}
              title={file.name}
              description={size(file.size)}
              actions={
                isRunning && (
                  <Progress
                    w={120}
                    size={6}
                    value={(shares[index] ?? 0) * 100}
                    aria-label={t('attach.progress', { name: file.name })}
                  />
                )
              }
            />
          ))}
        </RowList>
        {error && (
          <Text c="var(--b-danger)" role="alert">
            {error}
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button data-autofocus loading={isRunning} onClick={() => void start()}>
            {t('big.do')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
