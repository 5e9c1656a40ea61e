import { lazy } from 'react';
import {
  IconClock,
  IconFolder,
  IconSearch,
  IconStar,
  IconTrash,
  IconUsers,
} from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';

export const app: AppModule = {
  name: 'drive',
  labelKey: 'app',
  icon: IconFolder,
  color: '#0f7a5a',
  home: '/drive',
  order: 20,
  key: 'd',
  pages: [
    { path: '/drive', load: () => import('./pages/FolderPage') },
    { path: '/drive/folders/$id', load: () => import('./pages/FolderPage') },
    { path: '/drive/files/$id', load: () => import('./pages/FilePage') },
    { path: '/drive/shared-drives', load: () => import('./pages/SharedDrivesPage') },
    { path: '/drive/search', load: () => import('./pages/SearchPage') },
    { path: '/drive/shared', load: () => import('./pages/ListingPage') },
    { path: '/drive/recent', load: () => import('./pages/ListingPage') },
    { path: '/drive/starred', load: () => import('./pages/ListingPage') },
    { path: '/drive/trash', load: () => import('./pages/TrashPage') },
    { path: '/s/$token', load: () => import('./pages/LinkPage'), chrome: 'bare' },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'drive-search', labelKey: 'search.label', icon: IconSearch, to: '/drive/search' },
    { id: 'drive-mine', labelKey: 'view.mine', icon: IconFolder, to: '/drive' },
    { id: 'drive-shared', labelKey: 'view.shared', icon: IconUsers, to: '/drive/shared' },
    { id: 'drive-recent', labelKey: 'view.recent', icon: IconClock, to: '/drive/recent' },
    { id: 'drive-starred', labelKey: 'view.starred', icon: IconStar, to: '/drive/starred' },
    { id: 'drive-trash', labelKey: 'view.trash', icon: IconTrash, to: '/drive/trash' },
  ],
};

/** Dialogs that other apps open on a node; each loads when it is shown. */
export const ShareDialog = lazy(() => import('./features/ShareDialog'));
export const PlaceDialog = lazy(() => import('./features/PlaceDialog'));
