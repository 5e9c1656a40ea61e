/** Uploads a file with mail in it. */
import { useRef, useState } from 'react';
import { Button, FileInput, Group, Progress, Select, Stack } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '@/apps/mail/features/MailContext';
import { fileKinds, importFile, kindOf, type FileKind } from '../client/transfers';
import { work } from '../work';

export function ImportFile() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState<FileKind>('mbox');
  const [share, setShare] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  async function start(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    if (!file) return;
    const controller = new AbortController();
    running.current = controller;
    setShare(0);
    const deed = () => importFile(account.id, kind, file, setShare, controller.signal);
    if (await work(deed)) setFile(null);
    setShare(null);
  }
  return (
    <form onSubmit={(event) => void start(event)}>
      <Stack gap="sm" maw={560}>
        <Group gap="xs" align="flex-end">
          <FileInput
            flex={1}
            miw={220}
            label={t('import.file')}
            placeholder={t('import.choose')}
            leftSection={<IconUpload size={16} stroke={1.75} />}
            clearable
            value={file}
            onChange={(chosen) => {
              setFile(chosen);
              if (chosen) setKind(kindOf(chosen.name));
            }}
          />
          <Select
            w={220}
            label={t('import.kind')}
            allowDeselect={false}
            data={fileKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => setKind(fileKinds.find((it) => it === value) ?? 'mbox')}
          />
        </Group>
        {share !== null && (
          <Progress size={8} value={Math.max(2, share * 100)} aria-label={t('import.progress')} />
        )}
        <Group gap="xs">
          <Button type="submit" disabled={!file} loading={share !== null}>
            {t('import.do')}
          </Button>
          {share !== null && (
            <Button variant="default" onClick={() => running.current?.abort()}>
              {t('cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
