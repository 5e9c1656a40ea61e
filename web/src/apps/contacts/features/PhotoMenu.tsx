/** The picture of a contact; who may change the contact chooses another by it. */
import { useRef } from 'react';
import { Menu } from '@mantine/core';
import { IconCamera, IconPhotoUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar } from '@/ui';
import { useSetPhoto, type Contact } from '../client';
import classes from './contacts.module.css';

export function PhotoMenu({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const photo = useSetPhoto(contact.id);
  const input = useRef<HTMLInputElement>(null);
  const avatar = (
    <PersonAvatar name={contact.name} seed={contact.id} photoUrl={contact.photo_url} size={96} />
  );
  if (!contact.may_change) return avatar;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        aria-label={t('photo.set')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) photo.mutate(file);
        }}
      />
      <Menu position="bottom-start" width={210}>
        <Menu.Target>
          <button type="button" className={classes.photo} aria-label={t('photo')}>
            {avatar}
            <span className={classes.photoHint} aria-hidden>
              <IconCamera size={16} stroke={1.75} />
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhotoUp size={18} stroke={1.75} />}
            onClick={() => input.current?.click()}
          >
            {t('photo.set')}
          </Menu.Item>
          {contact.photo_url && (
            <Menu.Item
              leftSection={<IconTrash size={18} stroke={1.75} />}
              onClick={() => photo.mutate(null)}
            >
              {t('photo.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
