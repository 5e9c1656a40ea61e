/** Takes a vCard or CSV file in and says what was left out, and why. */
import { useState } from 'react';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { FileButton, FileDrop, Notice, toast } from '@/ui';
import { importContacts, type ImportReport } from '../client';
import classes from './contacts.module.css';

function Outcome({ report }: { report: ImportReport }) {
  const { t } = useTranslation('contacts');
  const untold = report.skipped_count - report.skipped.length;
  return (
    <Stack gap="xs">
      <Text>{t('import.added', { count: report.added })}</Text>
      {report.updated > 0 && <Text>{t('import.updated', { count: report.updated })}</Text>}
      {report.unchanged > 0 && <Text>{t('import.unchanged', { count: report.unchanged })}</Text>}
      {report.skipped_count > 0 && (
        <Notice tone="warning" title={t('import.skipped', { count: report.skipped_count })}>
          <ul className={classes.outcome} aria-label={t('import.skippedList')}>
            {report.skipped.map((one) => (
              <li key={`${String(one.line)} ${one.why}`}>
                {t('import.line', { line: one.line, why: one.why })}
              </li>
            ))}
            {untold > 0 && <li>{t('import.untold', { count: untold })}</li>}
          </ul>
        </Notice>
      )}
    </Stack>
  );
}

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const [label, setLabel] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<ImportReport>();
  async function take(files: File[]): Promise<void> {
    const [file] = files;
    if (!file || isBusy) return;
    setBusy(true);
    try {
      setReport(await importContacts(file, label.trim()));
    } catch (error) {
      toast.problem(error);
    } finally {
      setBusy(false);
    }
  }
  const done = () => {
    onClose();
    if (label.trim()) go(`/contacts?label=${encodeURIComponent(label.trim())}`);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(report ? 'import.done' : 'import.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {report ? (
        <Stack>
          <Outcome report={report} />
          <Group justify="flex-end">
            <Button onClick={done}>{t('done')}</Button>
          </Group>
        </Stack>
      ) : (
        <FileDrop hint={t('import.drop')} onFiles={(files) => void take(files)}>
          <Stack>
            <Text c="dimmed">{t('import.what')}</Text>
            <TextInput
              label={t('import.label')}
              placeholder={t('import.labelHint')}
              maxLength={100}
              value={label}
              onChange={(event) => setLabel(event.currentTarget.value)}
            />
            <Group justify="flex-end" aria-busy={isBusy}>
              <FileButton
                variant="filled"
                label={t(isBusy ? 'import.busy' : 'import.choose')}
                accept=".vcf,.csv,text/vcard,text/csv"
                onFiles={(files) => void take(files)}
              />
            </Group>
          </Stack>
        </FileDrop>
      )}
    </Modal>
  );
}
