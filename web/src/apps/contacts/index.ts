/** Contacts: one's own address books, labels and groups, and whom one wrote to. */
import { IconAddressBook, IconUserPlus } from '@tabler/icons-react';
import type { AppModule } from '@/platform/app';

export const app: AppModule = {
  name: 'contacts',
  labelKey: 'app',
  icon: IconAddressBook,
  color: '#0f766e',
  home: '/contacts',
  order: 17,
  key: 'k',
  pages: [
    { path: '/contacts', load: () => import('./pages/ContactsPage') },
    { path: '/contacts/others', load: () => import('./pages/OthersPage') },
    { path: '/contacts/duplicates', load: () => import('./pages/DuplicatesPage') },
    { path: '/contacts/new', load: () => import('./pages/NewContactPage') },
    { path: '/contacts/$id', load: () => import('./pages/ContactPage') },
  ],
  locales: { en: () => import('./locales/en.json'), fr: () => import('./locales/fr.json') },
  commands: [
    { id: 'contact-new', labelKey: 'contact.new', icon: IconUserPlus, to: '/contacts/new' },
  ],
};
