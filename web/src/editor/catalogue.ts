/** The words of the editors, mail's and documents' alike. */
import { registerCatalogue } from '@/platform/i18n';

registerCatalogue('editor', {
  en: () => import('./locales/en.json'),
  fr: () => import('./locales/fr.json'),
});
