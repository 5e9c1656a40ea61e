/** What can be done with a document from the list. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconDownload,
  IconExternalLink,
  IconStar,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { exportUrl, type DocRow } from '../client/docs';
import { starDoc, trashDoc } from '../client/node';

export function DocMenu({ doc }: { doc: DocRow }) {
  const { t } = useTranslation('docs');
  return (
    <Menu width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('more.of', { name: doc.name })}
        >
          <IconDotsVertical size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          component="a"
          href={`/docs/${doc.id}`}
          target="_blank"
          leftSection={<IconExternalLink size={18} stroke={1.75} />}
        >
          {t('open.tab')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconStar size={18} stroke={1.75} />}
          onClick={() => void starDoc(doc.id, !doc.is_starred)}
        >
          {doc.is_starred ? t('unstar') : t('star')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={exportUrl(doc.id, 'docx', null)}
          download
          leftSection={<IconDownload size={18} stroke={1.75} />}
        >
          {t('download.docx')}
        </Menu.Item>
        {doc.abilities?.trash !== false && (
          <Menu.Item
            leftSection={<IconTrash size={18} stroke={1.75} />}
            onClick={() => void trashDoc(doc.id, t('trashed', { name: doc.name }))}
          >
            {t('trash')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
