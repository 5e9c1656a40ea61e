/**
 * The shared rich text kit. Load it lazily: it brings the editor's engine along.
 *
 *     const RichText = lazy(() => import('@/editor'));
 */
import { registerCatalogue } from '@/platform/i18n';

registerCatalogue('editor', {
  en: () => import('./locales/en.json'),
  fr: () => import('./locales/fr.json'),
});

export { RichText as default } from './RichText';
