/** File: what is done with the document as a whole. */
import {
  IconCopy,
  IconDownload,
  IconFileImport,
  IconFilePlus,
  IconFileSettings,
  IconFolderSymlink,
  IconHistory,
  IconInfoCircle,
  IconPencil,
  IconPrinter,
  IconStar,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { exportUrl, formats } from '../client/docs';
import { copyDoc, starDoc, trashDoc } from '../client/node';
import type { Workbench } from '../frame/workbench';
import type { ActionItem, MenuItem } from '../model/menu';
import type { Words } from '.';

export function download(address: string): void {
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = '';
  anchor.click();
}

async function copy(bench: Workbench): Promise<void> {
  const made = await copyDoc(bench.doc);
  if (made) bench.go(`/docs/${made}`);
}

async function trash(bench: Workbench, words: string): Promise<void> {
  if (await trashDoc(bench.doc.id, words)) bench.go('/docs');
}

export function fileMenu(bench: Workbench, t: Words): MenuItem[] {
  const { doc, go, ask } = bench;
  const can = (verb: string) => doc.abilities[verb] === true;
  const isGuest = bench.link !== null;
  const downloads: ActionItem[] = formats.map((format) => ({
    id: `download-${format}`,
    label: t(`format.${format}`),
    run: () => download(exportUrl(doc.id, format, bench.link)),
  }));
  const outside: MenuItem[] = [
    { id: 'new', label: t('new'), icon: IconFilePlus, run: () => go('/docs?new=blank') },
    { id: 'open', label: t('open.file'), icon: IconFileImport, run: () => go('/docs?new=file') },
    { id: 'copy', label: t('copy.make'), icon: IconCopy, run: () => copy(bench) },
    'line',
    {
      id: 'share',
      label: t('share'),
      icon: IconUserPlus,
      isOff: !can('share'),
      run: () => ask('share'),
    },
  ];
  const place: MenuItem[] = [
    'line',
    {
      id: 'rename',
      label: t('rename'),
      icon: IconPencil,
      isOff: !can('rename'),
      run: bench.rename,
    },
    {
      id: 'move',
      label: t('move'),
      icon: IconFolderSymlink,
      isOff: !can('move'),
      run: () => ask('move'),
    },
    {
      id: 'star',
      label: doc.is_starred ? t('unstar') : t('star'),
      icon: IconStar,
      run: () => starDoc(doc.id, !doc.is_starred),
    },
    {
      id: 'trash',
      label: t('trash'),
      icon: IconTrash,
      isOff: !can('trash'),
      run: () => trash(bench, t('trashed', { name: doc.name })),
    },
    'line',
    {
      id: 'versions',
      label: t('versions'),
      icon: IconHistory,
      keys: 'mod+alt+shift+h',
      isBound: true,
      run: () => bench.setPanel('versions'),
    },
  ];
  return [
    ...(isGuest ? [] : outside),
    { id: 'download', label: t('download'), icon: IconDownload, items: downloads },
    ...(isGuest ? [] : place),
    'line',
    { id: 'details', label: t('details'), icon: IconInfoCircle, run: () => ask('details') },
    {
      id: 'page',
      label: t('page.setup'),
      icon: IconFileSettings,
      isOff: !bench.canEdit,
      run: () => ask('page'),
    },
    {
      id: 'print',
      label: t('print'),
      icon: IconPrinter,
      keys: 'mod+p',
      isBound: true,
      run: bench.print,
    },
  ];
}
