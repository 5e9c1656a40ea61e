/** The words of mail's settings, loaded with them. */
import { registerCatalogue } from '@/platform/i18n';

registerCatalogue('mail-settings', {
  en: () => import('./locales/en.json'),
  fr: () => import('./locales/fr.json'),
});
