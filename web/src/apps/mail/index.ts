import { IconInbox, IconMail, IconPencil, IconSend, IconStar } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';
import { useUnreadConversations } from './badge';

export const app: AppModule = {
  name: 'mail',
  labelKey: 'app',
  icon: IconMail,
  color: '#4f46e5',
  home: '/mail',
  order: 10,
  key: 'm',
  // One page for all lists and conversations, so that open composers stay on screen while one moves about.
  pages: [
    { path: '/mail/$', load: () => import('./pages/MailPage') },
    { path: '/mail/settings', load: () => import('./settings/pages/SettingsPage') },
    { path: '/mail/settings/$', load: () => import('./settings/pages/SettingsPage') },
    { path: '/admin/mail', load: () => import('./admin/pages/AdminPage') },
    { path: '/admin/mail/$', load: () => import('./admin/pages/AdminPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'mail-write', labelKey: 'write', icon: IconPencil, to: '/mail/inbox?write=new' },
    { id: 'mail-inbox', labelKey: 'box.inbox', icon: IconInbox, to: '/mail/inbox' },
    { id: 'mail-starred', labelKey: 'box.starred', icon: IconStar, to: '/mail/starred' },
    { id: 'mail-sent', labelKey: 'box.sent', icon: IconSend, to: '/mail/sent' },
  ],
  useBadge: useUnreadConversations,
};
