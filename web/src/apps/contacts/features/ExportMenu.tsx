/** Contacts as a file: all that are shown, in a format of one's choice. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { exportUrl, type ExportFormat } from '../client';

const formats: ExportFormat[] = ['vcard3', 'vcard4', 'google', 'outlook'];

export function ExportMenu({ label }: { label: string }) {
  const { t } = useTranslation('contacts');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('export')}>
          <IconDownload size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={exportUrl(format, label)} download>
            {t(`export.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
