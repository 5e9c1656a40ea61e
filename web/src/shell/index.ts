/** The frame around all apps. */
import type { CatalogueLoaders } from '@/platform/i18n';

export { AppsContext } from './AppsContext';
export { CrashPage } from './CrashPage';
export { NotFoundPage } from './NotFoundPage';
export { Shell } from './Shell';

export const shellCatalogue: CatalogueLoaders = {
  en: () => import('./locales/en.json'),
  fr: () => import('./locales/fr.json'),
};

export const uiCatalogue: CatalogueLoaders = {
  en: () => import('@/ui/locales/en.json'),
  fr: () => import('@/ui/locales/fr.json'),
};
