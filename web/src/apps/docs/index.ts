import { IconFileText, IconPlus } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';

export const app: AppModule = {
  name: 'docs',
  labelKey: 'app',
  icon: IconFileText,
  color: '#1d62b8',
  home: '/docs',
  order: 25,
  key: 'o',
  pages: [
    { path: '/docs', load: () => import('./pages/DocsPage') },
    { path: '/docs/$id', load: () => import('./pages/DocumentPage'), chrome: 'bare' },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [{ id: 'docs-new', labelKey: 'new', icon: IconPlus, to: '/docs?new=blank' }],
};
