import { IconForms, IconPlus } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';

const formPage = () => import('./pages/FormPage');

export const app: AppModule = {
  name: 'forms',
  labelKey: 'app',
  icon: IconForms,
  color: '#7c3aed',
  home: '/forms',
  order: 30,
  key: 'f',
  pages: [
    { path: '/forms', load: () => import('./pages/FormsPage') },
    { path: '/forms/mine', load: () => import('./pages/FormsPage') },
    { path: '/forms/shared', load: () => import('./pages/FormsPage') },
    { path: '/forms/$id', load: formPage },
    { path: '/forms/$id/settings', load: formPage },
    { path: '/forms/$id/automation', load: formPage },
    { path: '/forms/$id/share', load: formPage },
    { path: '/forms/$id/responses', load: formPage },
    { path: '/forms/$id/responses/$response', load: formPage },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [{ id: 'forms-new', labelKey: 'form.create', icon: IconPlus, to: '/forms?new=form' }],
};
