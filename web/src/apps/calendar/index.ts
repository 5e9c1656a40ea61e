import { IconCalendar, IconCalendarPlus, IconSettings } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';
import { useDueCount } from './client/badge';

export const app: AppModule = {
  name: 'calendar',
  labelKey: 'app',
  icon: IconCalendar,
  color: '#0369a1',
  home: '/calendar',
  order: 15,
  key: 'c',
  // One page for all views, so that turning pages keeps what is open.
  pages: [
    { path: '/calendar/$', load: () => import('./pages/CalendarPage') },
    { path: '/calendar/event/$event', load: () => import('./pages/EventPage') },
    { path: '/calendar/training', load: () => import('./training/TrainingPage') },
    { path: '/calendar/settings', load: () => import('./settings/pages/SettingsPage') },
    { path: '/calendar/settings/$', load: () => import('./settings/pages/SettingsPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  useBadge: useDueCount,
  commands: [
    {
      id: 'calendar-create',
      labelKey: 'create',
      icon: IconCalendarPlus,
      to: '/calendar/event/new',
    },
    { id: 'calendar-today', labelKey: 'today', icon: IconCalendar, to: '/calendar' },
    { id: 'calendar-settings', labelKey: 'settings', icon: IconSettings, to: '/calendar/settings' },
  ],
};
