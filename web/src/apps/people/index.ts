/** The directory for everybody; for administrators also accounts, joiners, leavers and the record. */
import {
  IconHeartbeat,
  IconUserMinus,
  IconUserPlus,
  IconUsers,
  IconUsersGroup,
  IconUsersPlus,
} from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';
import type { Me } from '@/platform/session';

const isAdmin = (me: Me) => me.abilities.administer === true;

export const app: AppModule = {
  name: 'people',
  labelKey: 'app',
  icon: IconUsers,
  color: '#1d62b8',
  home: '/people',
  order: 90,
  key: 'p',
  pages: [
    { path: '/people', load: () => import('./pages/DirectoryPage') },
    { path: '/people/$id', load: () => import('./pages/DirectoryPage') },
    { path: '/people/groups', load: () => import('./pages/GroupsPage') },
    { path: '/people/groups/$id', load: () => import('./pages/GroupsPage') },
    { path: '/people/units', load: () => import('./pages/UnitsPage') },
    { path: '/people/units/$id', load: () => import('./pages/UnitsPage') },
    { path: '/people/services', load: () => import('./pages/ServicesPage') },
    { path: '/people/services/$id', load: () => import('./pages/ServicesPage') },
    { path: '/people/templates', load: () => import('./pages/TemplatesPage') },
    { path: '/people/joiners', load: () => import('./pages/JoinersPage') },
    { path: '/people/joiners/$id', load: () => import('./pages/PlanPage') },
    { path: '/people/leavers', load: () => import('./pages/LeaversPage') },
    { path: '/people/leavers/$id', load: () => import('./pages/LeavingPage') },
    { path: '/people/work', load: () => import('./pages/WorkPage') },
    { path: '/people/health', load: () => import('./pages/HealthPage') },
    { path: '/people/audit', load: () => import('./pages/AuditPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'groups', labelKey: 'groups.title', icon: IconUsersGroup, to: '/people/groups' },
    {
      id: 'person',
      labelKey: 'person.new',
      icon: IconUserPlus,
      to: '/people?new=1',
      isOffered: isAdmin,
    },
    {
      id: 'joiners',
      labelKey: 'joiners.title',
      icon: IconUsersPlus,
      to: '/people/joiners',
      isOffered: isAdmin,
    },
    {
      id: 'leavers',
      labelKey: 'leavers.title',
      icon: IconUserMinus,
      to: '/people/leavers',
      isOffered: isAdmin,
    },
    {
      id: 'health',
      labelKey: 'health.title',
      icon: IconHeartbeat,
      to: '/people/health',
      isOffered: isAdmin,
    },
  ],
};
