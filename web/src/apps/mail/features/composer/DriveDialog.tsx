/** Choose files in Drive: links to them come into the text. */
import { useState } from 'react';
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, call, type components } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { EmptyState, QueryState } from '@/ui';
import { addressOf, linkHtml } from '@/apps/mail/client/driveLinks';
import { insertHtml } from '@/apps/mail/client/editors';
import classes from './composer.module.css';

type Node = components['schemas']['NodeOut'];

interface Props {
  composeKey: string;
  onClose: () => void;
}

const readFiles = async (q: string): Promise<Node[]> => {
  const page = q
    ? await call(api.GET('/api/v1/drive/search', { params: { query: { q } } }))
    : await call(api.GET('/api/v1/drive/recent', { params: { query: {} } }));
  return page.items.filter((node) => !node.is_folder);
};

export default function DriveDialog({ composeKey, onClose }: Props) {
  const { t } = useTranslation('mail');
  const { ago } = useFormats();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const query = useQuery({
    queryKey: ['drive', 'for-mail', wanted],
    queryFn: () => readFiles(wanted),
  });
  const files = query.data ?? [];
  function toggle({ id, name }: Node): void {
    const next = new Map(chosen);
    if (!next.delete(id)) next.set(id, name);
    setChosen(next);
  }
  function insert(): void {
    onClose();
    const html = [...chosen].map(([id, name]) => linkHtml(addressOf(id), name)).join('');
    window.setTimeout(() => insertHtml(composeKey, html), 50);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('drive.insert')}
      size={560}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <TextInput
        data-autofocus
        aria-label={t('drive.find')}
        placeholder={t('drive.find')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.choices}>
        <QueryState
          query={query}
          isEmpty={files.length === 0}
          empty={<EmptyState drawing="folder" title={t('drive.none')} />}
        >
          {files.map((node) => (
            <Checkbox
              key={node.id}
              className={classes.driveFile ?? ''}
              label={node.name}
              description={ago(node.modified_at)}
              checked={chosen.has(node.id)}
              onChange={() => toggle(node)}
            />
          ))}
        </QueryState>
      </div>
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={chosen.size === 0} onClick={insert}>
          {t('drive.do', { count: chosen.size })}
        </Button>
      </Group>
    </Modal>
  );
}
