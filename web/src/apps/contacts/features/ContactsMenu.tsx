/** What is needed less often: bring contacts in, take those shown out, look after a label. */
import { useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconDownload,
  IconPencil,
  IconTagOff,
  IconUpload,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm } from '@/ui';
import { exportUrl, useDeleteLabel, type ExportFormat, type Narrow } from '../client';
import { RenameLabel } from './RenameLabel';

const formats: ExportFormat[] = ['google', 'outlook', 'vcard3', 'vcard4'];
const look = { size: 18, stroke: 1.75 } as const;

interface Props {
  narrow: Narrow;
  onImport: () => void;
}

export function ContactsMenu({ narrow, onImport }: Props) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const drop = useDeleteLabel();
  const [isRenamed, setRenamed] = useState(false);
  const { label } = narrow;
  async function dropLabel(): Promise<void> {
    const isSure = await confirm({
      title: t('label.deleteTitle', { name: label }),
      body: t('label.deleteBody'),
      action: t('label.delete'),
      isDangerous: true,
    });
    if (isSure) drop.mutate(label, { onSuccess: () => go('/contacts') });
  }
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('moreActions')}
            title={t('moreActions')}
          >
            <IconDotsVertical {...look} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconUpload {...look} />} onClick={onImport}>
            {t('import')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('export')}</Menu.Label>
          {formats.map((format) => (
            <Menu.Item
              key={format}
              leftSection={<IconDownload {...look} />}
              component="a"
              href={exportUrl(format, narrow)}
              download
            >
              {t(`export.${format}`)}
            </Menu.Item>
          ))}
          {label && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPencil {...look} />} onClick={() => setRenamed(true)}>
                {t('label.rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTagOff {...look} />} onClick={() => void dropLabel()}>
                {t('label.delete')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {isRenamed && <RenameLabel label={label} onClose={() => setRenamed(false)} />}
    </>
  );
}
