/** The address of a link, with its words; or of a picture. */
import { useState, type FormEvent } from 'react';
import { Button, Group, TextInput } from '@mantine/core';
import { hrefOf, linkAround } from '@/editor/document';
import { useTranslation } from '@/platform/i18n';
import { useWorkbench } from '../frame/workbench';
import { insertPicture } from '../menus/pictures';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

interface Props {
  kind: 'link' | 'imageAddress';
  onClose: () => void;
}

export function AddressDialog({ kind, onClose }: Props) {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const { editor } = bench;
  const { selection, doc } = editor.state;
  const around = linkAround(selection.$from);
  const [address, setAddress] = useState(kind === 'link' ? (around?.href ?? '') : '');
  const [words, setWords] = useState(() =>
    doc.textBetween(around?.from ?? selection.from, around?.to ?? selection.to, ' '),
  );
  const href = hrefOf(address);
  const isLink = kind === 'link';

  function save(event: FormEvent): void {
    event.preventDefault();
    if (!href) return;
    onClose();
    if (isLink) editor.chain().focus().setLink(address, words).run();
    else void insertPicture(bench, href);
  }

  function remove(): void {
    onClose();
    editor.chain().focus().removeLink().run();
  }

  return (
    <Sheet title={isLink ? t('link') : t('image.address')} onClose={onClose}>
      <form className={classes.form} onSubmit={save}>
        {isLink && (
          <TextInput
            label={t('link.words')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('address')}
          placeholder="https://"
          data-autofocus
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          {isLink && around && (
            <Button variant="default" onClick={remove}>
              {t('link.remove')}
            </Button>
          )}
          <Button type="submit" disabled={!href}>
            {isLink ? t('link.set') : t('insert')}
          </Button>
        </Group>
      </form>
    </Sheet>
  );
}
