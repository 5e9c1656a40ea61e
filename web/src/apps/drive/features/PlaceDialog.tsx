/** Choose a folder to move or copy to. */
import { useState } from 'react';
import { Button, Group, Modal, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconChevronRight, IconFolder, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState } from '@/ui';
import { copyNodes, moveNodes } from '../client/act';
import { useChildren, useDrives, useNode, usePath, type Node } from '../client/nodes';
import { FileIcon } from './FileIcon';
import classes from './place.module.css';

interface Props {
  verb: 'move' | 'copy';
  nodes: readonly Node[];
  onClose: () => void;
}

export default function PlaceDialog({ verb, nodes, onClose }: Props) {
  const { t } = useTranslation('drive');
  const { data: drives = [] } = useDrives();
  // Where the nodes are now, if that is a place of mine; else the list of drives.
  const isMine = drives.some((drive) => drive.id === nodes[0]?.drive);
  const [chosen, setAt] = useState<string | null>(null);
  const at = chosen ?? (isMine ? (nodes[0]?.parent ?? '') : '');
  const { data: folder } = useNode(at);
  const name = folder ? nameOf(folder) : '';
  const canPlace =
    folder?.abilities.add === true &&
    !nodes.some((node) => node.id === at || (verb === 'move' && node.parent === at));

  function nameOf(one: { id: string; name: string }): string {
    return drives.some((drive) => drive.kind === 'my' && drive.root === one.id)
      ? t('view.mine')
      : one.name;
  }

  function place(): void {
    const count = nodes.length;
    if (verb === 'copy') void copyNodes(nodes, at, t('copied', { count, name }));
    else
      void moveNodes(
        nodes.map((node) => node.id),
        at,
        t('moved', { count, name }),
      );
    onClose();
  }

  const titled = { count: nodes.length, name: nodes[0]?.name ?? '' };
  return (
    <Modal
      opened
      onClose={onClose}
      size={520}
      title={verb === 'move' ? t('move.title', titled) : t('copy.title', titled)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {at ? (
        <Folder at={at} name={name} moved={nodes} onGo={setAt} />
      ) : (
        <Drives nameOf={nameOf} onGo={setAt} />
      )}
      <Group justify="flex-end" gap="xs" mt="md">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button disabled={!canPlace} onClick={place}>
          {verb === 'move' ? t('move.here') : t('copy.here')}
        </Button>
      </Group>
    </Modal>
  );
}

interface DrivesProps {
  nameOf: (one: { id: string; name: string }) => string;
  onGo: (id: string) => void;
}

function Drives({ nameOf, onGo }: DrivesProps) {
  const { t } = useTranslation('drive');
  const drives = useDrives();
  return (
    <>
      <div className={classes.head}>
        <strong>{t('places')}</strong>
      </div>
      <div className={classes.list}>
        {(drives.data ?? []).map((drive) => {
          const Icon = drive.kind === 'my' ? IconFolder : IconUsersGroup;
          return (
            <UnstyledButton key={drive.id} className={classes.row} onClick={() => onGo(drive.root)}>
              <Icon size={20} stroke={1.75} aria-hidden />
              <span className={classes.name}>{nameOf({ id: drive.root, name: drive.name })}</span>
              <IconChevronRight size={16} aria-hidden />
            </UnstyledButton>
          );
        })}
      </div>
    </>
  );
}

interface FolderProps {
  at: string;
  name: string;
  moved: readonly Node[];
  onGo: (id: string) => void;
}

function Folder({ at, name, moved, onGo }: FolderProps) {
  const { t } = useTranslation('drive');
  const { data: path = [] } = usePath(at);
  const children = useChildren(at, { sort: 'name', direction: 'asc' });
  const folders = children.items.filter((node) => node.is_folder);
  const above = path.at(-2)?.id ?? '';
  const mayHaveMore = children.hasMore && folders.length === children.items.length;
  return (
    <>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.back}
          aria-label={t('up')}
          data-autofocus
          onClick={() => onGo(above)}
        >
          <IconArrowLeft size={18} stroke={1.75} />
        </UnstyledButton>
        <strong className={classes.name}>{name}</strong>
      </div>
      <div className={classes.list}>
        <QueryState
          query={children}
          isEmpty={folders.length === 0}
          empty={<EmptyState drawing="folder" title={t('place.empty')} />}
        >
          {folders.map((folder) => (
            <UnstyledButton
              key={folder.id}
              className={classes.row}
              disabled={moved.some((node) => node.id === folder.id)}
              onClick={() => onGo(folder.id)}
            >
              <FileIcon node={folder} />
              <span className={classes.name}>{folder.name}</span>
              <IconChevronRight size={16} aria-hidden />
            </UnstyledButton>
          ))}
          {mayHaveMore && (
            <Button variant="subtle" onClick={children.more}>
              {t('show.more')}
            </Button>
          )}
        </QueryState>
      </div>
    </>
  );
}
