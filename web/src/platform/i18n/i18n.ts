/**
 * Words in the person's language. Each app brings a catalogue per language, loaded when the app
 * opens. Keys are flat ("share.title"); a key of another namespace is never used.
 */
import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';

export type Catalogue = Record<string, string>;
export type CatalogueLoaders = Record<Language, () => Promise<{ default: Catalogue }>>;
export type Language = (typeof languages)[number];

export const languages = ['en', 'fr'] as const;
export const languageNames: Record<Language, string> = { en: 'English', fr: 'Français' };

const loaders = new Map<string, CatalogueLoaders>();
const STORED = 'bureau.language';

export function registerCatalogue(namespace: string, catalogue: CatalogueLoaders): void {
  loaders.set(namespace, catalogue);
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((it) => it === value);
}

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const load = isLanguage(language) ? loaders.get(namespace)?.[language] : undefined;
    if (!load) return done(null, {});
    load().then(
      (module) => done(null, module.default),
      (error: Error) => done(error, null),
    );
  },
};

/** The language of the last visit, else the browser's first one that we speak. */
export function firstLanguage(): Language {
  const wishes = [window.localStorage.getItem(STORED), ...navigator.languages];
  const spoken = wishes.map((it) => it?.slice(0, 2)).find(isLanguage);
  return spoken ?? 'en';
}

export async function startI18n(namespaces: string[], language = firstLanguage()): Promise<void> {
  document.documentElement.lang = language;
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: 'en',
      supportedLngs: [...languages],
      ns: namespaces,
      defaultNS: namespaces[0] ?? 'ui',
      keySeparator: false,
      interpolation: { escapeValue: false },
      react: { useSuspense: true },
    });
}

export async function setLanguage(language: string): Promise<void> {
  if (!isLanguage(language) || i18next.language === language) return;
  window.localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export const currentLanguage = (): Language =>
  isLanguage(i18next.language) ? i18next.language : 'en';

/** The part of a language tag that names a region: "GB" of "en-GB". */
const regionOf = (tag: string): string | undefined => /^[a-z]{2,3}-([A-Z]{2})\b/.exec(tag)?.[1];

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/**
 * The locale for dates and hours: the words are of `language`, their order and the kind of clock
 * of the region that the browser names. Where it names none, plain English is read in Europe the
 * European way.
 */
export function formatLocale(
  language: string,
  wishes: readonly string[] = navigator.languages,
  zone = browserZone,
): string {
  const own = wishes.find((it) => it.startsWith(`${language}-`) && regionOf(it));
  if (own) return own;
  const region = wishes.map(regionOf).find(Boolean);
  if (region) return `${language}-${region}`;
  return language === 'en' && zone.startsWith('Europe/') ? 'en-GB' : language;
}

export const currentLocale = (): string => formatLocale(currentLanguage());
