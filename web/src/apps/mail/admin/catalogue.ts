/** The words of mail's administration, loaded with it. */
import { registerCatalogue } from '@/platform/i18n';

registerCatalogue('mail-admin', {
  en: () => import('./locales/en.json'),
  fr: () => import('./locales/fr.json'),
});
