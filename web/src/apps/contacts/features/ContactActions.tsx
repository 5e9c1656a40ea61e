/** What one can do to a contact: edit it, take it out as a card, delete it. */
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconPencil, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { cardUrl, type Contact } from '../client';

const look = { size: 18, stroke: 1.75 } as const;

interface Props {
  contact: Contact;
  onEdit: () => void;
  onDelete: () => void;
}

export function ContactActions({ contact, onEdit, onDelete }: Props) {
  const { t } = useTranslation('contacts');
  return (
    <>
      {contact.may_change && (
        <Button variant="default" leftSection={<IconPencil {...look} />} onClick={onEdit}>
          {t('edit')}
        </Button>
      )}
      <Menu position="bottom-end" width={210}>
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
          <Menu.Item
            leftSection={<IconDownload {...look} />}
            component="a"
            href={cardUrl(contact.id)}
            download
          >
            {t('export.one')}
          </Menu.Item>
          {contact.may_change && (
            <Menu.Item leftSection={<IconTrash {...look} />} onClick={onDelete}>
              {t('delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
