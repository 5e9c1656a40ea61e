/** Takes a vCard or CSV file in and says what was left out, and why. */
import { useState } from 'react';
import { Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { FileButton, toast } from '@/ui';
import { importContacts, type ImportReport } from '../client';

export function ImportButton() {
  const { t } = useTranslation('contacts');
  const [report, setReport] = useState<ImportReport>();
  async function take(files: File[]): Promise<void> {
    const [file] = files;
    if (!file) return;
    try {
      setReport(await importContacts(file));
    } catch (error) {
      toast.problem(error);
    }
  }
  return (
    <>
      <FileButton
        label={t('import')}
        accept=".vcf,.csv,text/vcard,text/csv"
        onFiles={(files) => void take(files)}
      />
      <Modal
        opened={report !== undefined}
        onClose={() => setReport(undefined)}
        title={t('import.done')}
      >
        {report && (
          <Stack gap="xs">
            <Text>{t('import.added', { count: report.added })}</Text>
            <Text>{t('import.updated', { count: report.updated })}</Text>
            <Text>{t('import.unchanged', { count: report.unchanged })}</Text>
            <Text>{t('import.skipped', { count: report.skipped_count })}</Text>
            <ul>
              {report.skipped.map((one) => (
                <li key={`${String(one.line)} ${one.why}`}>
                  {t('import.line', { line: one.line, why: one.why })}
                </li>
              ))}
            </ul>
          </Stack>
        )}
      </Modal>
    </>
  );
}
