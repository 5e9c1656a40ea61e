/** Signing in and one's own settings. It has no place in the rail. */
import { IconSettings, IconShieldLock } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';

export const app: AppModule = {
  name: 'account',
  labelKey: 'app',
  icon: IconSettings,
  color: '#565664',
  home: '',
  order: 100,
  key: '',
  pages: [
    { path: '/sign-in', load: () => import('./pages/SignInPage'), chrome: 'bare' },
    { path: '/recover', load: () => import('./pages/RecoverPage'), chrome: 'bare' },
    { path: '/invite/$token', load: () => import('./pages/InvitePage'), chrome: 'bare' },
    { path: '/settings', load: () => import('./pages/ProfilePage') },
    { path: '/settings/security', load: () => import('./pages/SecurityPage') },
    { path: '/settings/access', load: () => import('./pages/AccessPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'settings', labelKey: 'profile.title', icon: IconSettings, to: '/settings' },
    { id: 'security', labelKey: 'security.title', icon: IconShieldLock, to: '/settings/security' },
  ],
};
