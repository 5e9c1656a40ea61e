/** Sets, changes and removes the link of the selected words. */
import { useState } from 'react';
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import classes from './editor.module.css';

/** An address as a link may lead to; empty when it is none. */
export function linkOf(text: string): string {
  const address = text.trim();
  if (/^(https?:\/\/|mailto:|tel:)\S+$/i.test(address)) return address;
  if (/^[^\s@:]+@[^\s@]+\.[^\s@]+$/.test(address)) return `mailto:${address}`;
  return /^[^\s:]+\.[^\s:]{2,}(:\d+)?(\/\S*)?$/.test(address) ? `https://${address}` : '';
}

function setLink(editor: Editor, href: string): void {
  const chain = editor.chain().focus().extendMarkRange('link');
  if (!editor.state.selection.empty || editor.isActive('link')) chain.setLink({ href }).run();
  else {
    const content = { type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] };
    chain.insertContent(content).run();
  }
}

export function LinkButton({ editor, isActive }: { editor: Editor; isActive: boolean }) {
  const { t } = useTranslation('editor');
  const [address, setAddress] = useState<string | null>(null);
  const close = () => setAddress(null);
  const href = linkOf(address ?? '');
  function save(event: React.FormEvent): void {
    event.preventDefault();
    event.stopPropagation();
    if (!href) return;
    setLink(editor, href);
    close();
  }
  function remove(): void {
    editor.chain().focus().extendMarkRange('link').unsetLink().run();
    close();
  }
  const open = () => setAddress(String(editor.getAttributes('link').href ?? ''));
  return (
    <Popover
      opened={address !== null}
      onClose={close}
      trapFocus
      returnFocus
      position="top"
      width={320}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          className={classes.tool}
          aria-label={t('link')}
          title={t('link')}
          aria-pressed={isActive}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => (address === null ? open() : close())}
        >
          <IconLink size={18} stroke={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={save} className={classes.link}>
          <TextInput
            label={t('link.address')}
            placeholder="https://"
            value={address ?? ''}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <div className={classes.linkFoot}>
            {isActive && (
              <Button variant="default" size="xs" onClick={remove}>
                {t('link.remove')}
              </Button>
            )}
            <Button type="submit" size="xs" disabled={!href}>
              {t('link.set')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
