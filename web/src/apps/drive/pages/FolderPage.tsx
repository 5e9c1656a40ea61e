/** What a folder holds: My Drive, a shared drive or any folder below. */
import { useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconSettings, IconUserPlus } from '@tabler/icons-react';
import { usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { EmptyState, usePhone } from '@/ui';
import {
  useChildren,
  useDrives,
  useMyDrive,
  useNode,
  type Node,
  type Order,
} from '../client/nodes';
import { useAsk } from '../features/asking';
import { FolderCrumbs } from '../features/FolderCrumbs';
import { NodeListing } from '../features/NodeListing';

const ORDER = 'bureau.drive.order';

function useOrder(): [Order, (order: Order) => void] {
  const [order, setOrder] = useState<Order>(() => {
    const [sort, direction] = (window.localStorage.getItem(ORDER) ?? '').split(' ');
    return {
      sort: sort === 'modified' || sort === 'size' ? sort : 'name',
      direction: direction === 'desc' ? 'desc' : 'asc',
    };
  });
  return [
    order,
    (next) => {
      window.localStorage.setItem(ORDER, `${next.sort} ${next.direction}`);
      setOrder(next);
    },
  ];
}

export default function FolderPage() {
  const { t } = useTranslation('drive');
  const mine = useMyDrive();
  const id = usePathParam('id') || (mine?.root ?? '');
  const { data: folder, error, refetch } = useNode(id);
  const [order, setOrder] = useOrder();
  const children = useChildren(id, order);
  const isPending = id === '' || (children.isLoading && !error);
  const name = id === mine?.root ? t('view.mine') : (folder?.name ?? '');
  const list = {
    ...children,
    isLoading: isPending,
    error: error ?? children.error,
    refetch: () => {
      void refetch();
      children.refetch();
    },
  };
  return (
    <NodeListing
      list={list}
      label={name}
      title={<FolderCrumbs id={id} />}
      folder={folder}
      folderId={id}
      sorting={{ order, setOrder }}
      actions={folder && <FolderActions folder={folder} />}
      empty={<Empty folder={folder} />}
    />
  );
}

function FolderActions({ folder }: { folder: Node }) {
  const { t } = useTranslation('drive');
  const ask = useAsk();
  const isPhone = usePhone();
  const drive = useDrives().data?.find((it) => it.root === folder.id && it.abilities.manage);
  useShortcuts(
    folder.abilities.add
      ? [
          {
            keys: 'shift+n',
            label: t('folder.new'),
            group: t('app'),
            run: () => ask({ kind: 'folder', parent: folder.id }),
          },
        ]
      : [],
  );
  const isMine = folder.parent === null && folder.abilities.manage && !folder.abilities.share;
  if (!folder.abilities.share || isMine || isPhone) return null;
  return (
    <>
      {drive && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('drive.settings')}
          onClick={() => ask({ kind: 'settings', drive })}
        >
          <IconSettings size={18} stroke={1.75} />
        </ActionIcon>
      )}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconUserPlus size={16} stroke={1.75} />}
        onClick={() => ask({ kind: 'share', node: folder })}
      >
        {t(folder.parent === null ? 'drive.members' : 'share')}
      </Button>
    </>
  );
}

function Empty({ folder }: { folder: Node | undefined }) {
  const { t } = useTranslation('drive');
  if (!folder?.abilities.add) {
    return <EmptyState drawing="folder" title={t('empty.folder')} />;
  }
  return (
    <EmptyState drawing="folder" title={t('empty.folder')}>
      {t('empty.folder.body')}
    </EmptyState>
  );
}
