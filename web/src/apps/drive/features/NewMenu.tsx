/** "New": a folder, files or a whole folder from this computer. */
import { useRef } from 'react';
import { Menu } from '@mantine/core';
import { IconFileText, IconFileUpload, IconFolderPlus, IconFolderUp } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Kbd, PrimaryAction, toast } from '@/ui';
import { uploadInto } from '../client/uploads';
import { fromChooser } from '../model/dropped';
import { useAsk } from './asking';

export function NewMenu({ target }: { target: string }) {
  const { t } = useTranslation('drive');
  const ask = useAsk();
  const go = useGo();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);

  function onChosen(event: React.ChangeEvent<HTMLInputElement>): void {
    const chosen = fromChooser([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
    uploadInto(target, chosen).catch((error: unknown) => toast.problem(error));
  }

  const input = { type: 'file', hidden: true, multiple: true, onChange: onChosen } as const;
  return (
    <>
      <input ref={files} aria-label={t('upload.files')} {...input} />
      <input ref={folder} aria-label={t('upload.folder')} {...input} {...{ webkitdirectory: '' }} />
      <Menu position="bottom-start" width={240} disabled={target === ''}>
        <Menu.Target>
          <PrimaryAction disabled={target === ''}>{t('new')}</PrimaryAction>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconFolderPlus size={18} stroke={1.75} />}
            rightSection={<Kbd keys="shift+n" />}
            onClick={() => ask({ kind: 'folder', parent: target })}
          >
            {t('folder.new')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileText size={18} stroke={1.75} />}
            onClick={() => go(`/docs?new=blank&parent=${target}`)}
          >
            {t('document.new')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconFileUpload size={18} stroke={1.75} />}
            onClick={() => files.current?.click()}
          >
            {t('upload.files')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolderUp size={18} stroke={1.75} />}
            onClick={() => folder.current?.click()}
          >
            {t('upload.folder')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
