/** What can be done with the chosen nodes: only what the server said is allowed on all of them. */
import {
  IconArrowBackUp,
  IconCopy,
  IconDownload,
  IconExternalLink,
  IconFileText,
  IconFolderSymlink,
  IconInfoCircle,
  IconLink,
  IconPencil,
  IconStar,
  IconStarOff,
  IconTrash,
  IconTrashX,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react';
import { send } from '@/platform/api';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, toast } from '@/ui';
import { deleteForever, restoreNodes, starNodes, trashNodes } from '../client/act';
import { downloadArchive } from '../client/archives';
import { contentUrl, type Node } from '../client/nodes';
import { download } from '../model/download';
import { useAsk } from './asking';

export interface NodeAction {
  id: string;
  group: number;
  label: string;
  icon: Icon;
  keys?: string;
  isDangerous?: boolean;
  run: () => unknown;
}

async function copyAddress(node: Node, words: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(node.url, window.location.origin).href);
  toast.show(words);
}

const texts = /wordprocessingml\.document|opendocument\.text$|^text\/(markdown|html|plain)/;
const isText = (mediaType: string) => texts.test(mediaType);

/** Make a document of the file beside it; the file stays as it is. */
async function makeDocument(node: Node): Promise<string | null> {
  try {
    const answer = await send(`/api/v1/docs/from-file/${node.id}`, { method: 'POST' });
    return ((await answer.json()) as { url: string }).url;
  } catch (error) {
    toast.problem(error);
    return null;
  }
}

type Offer = Omit<NodeAction, 'run'> & { isOffered: boolean; run: () => unknown };
export type ActionsOf = (nodes: readonly Node[]) => NodeAction[];

const offered = (offers: readonly Offer[]): NodeAction[] => offers.filter((it) => it.isOffered);

/** Actions on living nodes; `showDetails` opens the panel. */
export function useNodeActions(showDetails?: () => void): ActionsOf {
  const opening = useOpening(showDetails);
  const arranging = useArranging();
  return (nodes) => {
    if (nodes.length === 0) return [];
    const offers = [...opening(nodes), ...arranging(nodes)];
    return offered(offers).sort((a, b) => a.group - b.group);
  };
}

function useOpening(showDetails?: () => void): (nodes: readonly Node[]) => Offer[] {
  const { t } = useTranslation('drive');
  const go = useGo();
  const ask = useAsk();
  async function openInDocs(node: Node): Promise<void> {
    const url = await makeDocument(node);
    if (url) go(url);
  }
  return (nodes) => {
    const [node] = nodes;
    if (!node) return [];
    const isOne = nodes.length === 1;
    return [
      {
        id: 'open',
        group: 1,
        label: t('open'),
        icon: IconExternalLink,
        keys: 'Enter',
        isOffered: isOne,
        run: () => go(node.url),
      },
      {
        id: 'docs',
        group: 1,
        label: t('open.docs'),
        icon: IconFileText,
        isOffered: isOne && node.kind === 'file' && isText(node.media_type),
        run: () => openInDocs(node),
      },
      {
        id: 'download',
        group: 1,
        label: t('download'),
        icon: IconDownload,
        isOffered: nodes.some((one) => one.kind === 'file' || one.is_folder),
        run: () => {
          if (isOne && node.kind === 'file') return download([contentUrl(node.id)]);
          return downloadArchive(nodes, {
            preparing: t('archive.preparing'),
            leftOut: (count) => t('archive.leftOut', { count }),
          });
        },
      },
      {
        id: 'share',
        group: 2,
        label: t('share'),
        icon: IconUserPlus,
        keys: '.',
        isOffered: isOne && node.abilities.share === true,
        run: () => ask({ kind: 'share', node }),
      },
      {
        id: 'address',
        group: 2,
        label: t('address.copy'),
        icon: IconLink,
        isOffered: isOne,
        run: () => void copyAddress(node, t('address.copied')),
      },
      {
        id: 'details',
        group: 4,
        label: t('details'),
        icon: IconInfoCircle,
        keys: 'd',
        isOffered: showDetails !== undefined,
        run: () => showDetails?.(),
      },
    ];
  };
}

function useArranging(): (nodes: readonly Node[]) => Offer[] {
  const { t } = useTranslation('drive');
  const ask = useAsk();
  return (nodes) => {
    const [node] = nodes;
    if (!node) return [];
    const isStarred = nodes.every((one) => one.is_starred);
    const can = (verb: string) => nodes.every((one) => one.abilities[verb] === true);
    return [
      {
        id: 'rename',
        group: 3,
        label: t('rename'),
        icon: IconPencil,
        keys: 'F2',
        isOffered: nodes.length === 1 && can('rename'),
        run: () => ask({ kind: 'rename', node }),
      },
      {
        id: 'move',
        group: 3,
        label: t('move'),
        icon: IconFolderSymlink,
        keys: 'm',
        isOffered: can('move'),
        run: () => ask({ kind: 'place', verb: 'move', nodes }),
      },
      {
        id: 'copy',
        group: 3,
        label: t('copy'),
        icon: IconCopy,
        isOffered: can('read'),
        run: () => ask({ kind: 'place', verb: 'copy', nodes }),
      },
      {
        id: 'star',
        group: 3,
        label: isStarred ? t('unstar') : t('star'),
        icon: isStarred ? IconStarOff : IconStar,
        keys: 's',
        isOffered: true,
        run: () => starNodes(nodes, !isStarred),
      },
      {
        id: 'trash',
        group: 5,
        label: t('trash'),
        icon: IconTrash,
        keys: 'Delete',
        isDangerous: true,
        isOffered: can('trash'),
        run: () => trashNodes(nodes, t('trashed', { count: nodes.length, name: node.name })),
      },
    ];
  };
}

/** Actions on what is in the trash. */
export function useTrashActions(): ActionsOf {
  const { t } = useTranslation('drive');
  return (nodes) => {
    const [node] = nodes;
    if (!node) return [];
    const named = { count: nodes.length, name: node.name };
    const can = (verb: string) => nodes.every((one) => one.abilities[verb] === true);
    async function purge(): Promise<void> {
      const isSure = await confirm({
        title: t('delete.question', named),
        body: t('delete.body'),
        action: t('delete'),
        isDangerous: true,
      });
      if (isSure) await deleteForever(nodes, t('deleted', named));
    }
    return offered([
      {
        id: 'restore',
        group: 1,
        label: t('restore'),
        icon: IconArrowBackUp,
        isOffered: can('restore'),
        run: () => restoreNodes(nodes, t('restored', named)),
      },
      {
        id: 'delete',
        group: 2,
        label: t('delete'),
        icon: IconTrashX,
        keys: 'Delete',
        isDangerous: true,
        isOffered: can('purge'),
        run: purge,
      },
    ]);
  };
}
