/** One file: a look at it, and everything that can be done with it. */
import { useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconDotsVertical, IconDownload, IconInfoCircle, IconUserPlus } from '@tabler/icons-react';
import { useGo, usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { QueryState, Toolbar, usePhone } from '@/ui';
import { contentUrl, useNode, type Node } from '../client/nodes';
import { ActionMenu } from '../features/ActionMenu';
import { useAsk } from '../features/asking';
import { Details } from '../features/Details';
import { DriveScreen } from '../features/DriveScreen';
import { FolderCrumbs } from '../features/FolderCrumbs';
import { Preview } from '../features/Preview';
import { useNodeActions } from '../features/useNodeActions';

export default function FilePage() {
  const query = useNode(usePathParam('id'));
  const node = query.data;
  const [isPanelOpen, setPanel] = useState(false);
  const panel = node && isPanelOpen && (
    <Details key={node.id} node={node} onClose={() => setPanel(false)} />
  );
  return (
    <DriveScreen panel={panel}>
      <Toolbar
        title={node && <FolderCrumbs id={node.id} />}
        actions={node && <FileActions node={node} isPanelOpen={isPanelOpen} setPanel={setPanel} />}
      />
      <QueryState query={query} isEmpty={!node}>
        {node && (
          <Preview
            node={node}
            inline={contentUrl(node.id, { inline: true, version: node.version })}
            download={contentUrl(node.id)}
          />
        )}
      </QueryState>
    </DriveScreen>
  );
}

interface ActionsProps {
  node: Node;
  isPanelOpen: boolean;
  setPanel: (isOpen: boolean) => void;
}

function FileActions({ node, isPanelOpen, setPanel }: ActionsProps) {
  const { t } = useTranslation('drive');
  const go = useGo();
  const ask = useAsk();
  const isPhone = usePhone();
  const actionsOf = useNodeActions();
  const actions = actionsOf([node])
    .filter((action) => action.id !== 'open')
    .map((action) =>
      action.id === 'trash' ? { ...action, run: () => void leave(action.run) } : action,
    );

  async function leave(trash: () => unknown): Promise<void> {
    if (await trash()) go(node.parent ? `/drive/folders/${node.parent}` : '/drive');
  }

  return (
    <>
      <ActionIcon
        component="a"
        href={contentUrl(node.id)}
        download
        variant="subtle"
        color="gray"
        aria-label={t('download')}
      >
        <IconDownload size={18} stroke={1.75} />
      </ActionIcon>
      <ActionMenu actions={actions}>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
          <IconDotsVertical size={18} stroke={1.75} />
        </ActionIcon>
      </ActionMenu>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('details')}
        aria-pressed={isPanelOpen}
        onClick={() => setPanel(!isPanelOpen)}
      >
        <IconInfoCircle size={18} stroke={1.75} />
      </ActionIcon>
      {node.abilities.share && !isPhone && (
        <Button
          size="xs"
          leftSection={<IconUserPlus size={16} stroke={1.75} />}
          onClick={() => ask({ kind: 'share', node })}
        >
          {t('share')}
        </Button>
      )}
    </>
  );
}
