export { Trans, useTranslation } from 'react-i18next';
export {
  currentLanguage,
  currentLocale,
  formatLocale,
  isLanguage,
  languageNames,
  languages,
  registerCatalogue,
  setLanguage,
  startI18n,
  type Catalogue,
  type CatalogueLoaders,
  type Language,
} from './i18n';
