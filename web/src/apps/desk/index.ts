import { IconHeadset, IconInbox, IconPlus, IconUser } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';
import { useOpenTickets } from './badge';

export const app: AppModule = {
  name: 'desk',
  labelKey: 'app',
  icon: IconHeadset,
  color: '#c2410c',
  home: '/desk',
  order: 40,
  key: 't',
  pages: [
    { path: '/desk', load: () => import('./pages/TicketsPage') },
    { path: '/desk/mine', load: () => import('./pages/TicketsPage') },
    { path: '/desk/unassigned', load: () => import('./pages/TicketsPage') },
    { path: '/desk/solved', load: () => import('./pages/TicketsPage') },
    { path: '/desk/queue/$queue', load: () => import('./pages/TicketsPage') },
    { path: '/desk/queue/$queue/settings', load: () => import('./pages/QueuePage') },
    { path: '/desk/tickets/$ticket', load: () => import('./pages/TicketPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'desk-new', labelKey: 'ticket.create', icon: IconPlus, to: '/desk?new=ticket' },
    { id: 'desk-mine', labelKey: 'view.mine', icon: IconUser, to: '/desk/mine' },
    { id: 'desk-all', labelKey: 'view.all', icon: IconInbox, to: '/desk' },
  ],
  useBadge: useOpenTickets,
};
