/** A folder behind a public link. */
import { useState, type MouseEvent } from 'react';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { EmptyState, QueryState, usePhone, VirtualList, When } from '@/ui';
import { linkedContentUrl, useLinkedChildren, type LinkedNode } from '../client/links';
import { FileIcon } from './FileIcon';
import { download } from '../model/download';
import classes from './drive.module.css';

interface Props {
  token: string;
  folder: LinkedNode;
  onOpen: (node: LinkedNode) => void;
}

export function LinkedFolder({ token, folder, onOpen }: Props) {
  const { t } = useTranslation('drive');
  const list = useLinkedChildren(token, folder.id);
  const isPhone = usePhone();
  const [activeId, setActive] = useState<string>();
  return (
    <QueryState
      query={list}
      isEmpty={list.items.length === 0}
      empty={<EmptyState drawing="folder" title={t('empty.folder')} />}
    >
      <VirtualList
        items={list.items}
        label={folder.name}
        idOf={(node) => node.id}
        rowHeight={isPhone ? 60 : 44}
        activeId={activeId}
        onActivate={(node) => setActive(node.id)}
        onOpen={onOpen}
        onEndReached={list.more}
        rowProps={(node) => ({ onClick: () => onOpen(node) })}
        renderRow={(node) => <Row token={token} node={node} />}
      />
    </QueryState>
  );
}

function Row({ token, node }: { token: string; node: LinkedNode }) {
  const { size } = useFormats();
  const isPhone = usePhone();
  return (
    <>
      <FileIcon node={node} />
      <span className={classes.name}>
        <span className={classes.nameText}>{node.name}</span>
      </span>
      {!isPhone && (
        <span className={classes.time}>
          <When at={node.modified_at} />
        </span>
      )}
      <span className={classes.size}>{node.is_folder ? '–' : size(node.size_bytes)}</span>
      <span
        className={classes.more}
        aria-hidden
        onClick={(event: MouseEvent) => {
          if (node.is_folder) return;
          event.stopPropagation();
          download([linkedContentUrl(token, node.id)]);
        }}
      >
        {!node.is_folder && <IconDownload size={18} stroke={1.75} />}
      </span>
    </>
  );
}
