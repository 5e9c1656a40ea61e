import { expect, test } from 'vitest';
import { formatLocale } from './i18n';

const clock = (locale: string) =>
  new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 1, 15, 5),
  );

test('the browser says of which region the language is', () => {
  expect(formatLocale('en', ['en-GB', 'en'], 'America/New_York')).toBe('en-GB');
  expect(formatLocale('en', ['en-US', 'en-GB'], 'Europe/Paris')).toBe('en-US');
  expect(formatLocale('fr', ['en-GB', 'fr-CA'], 'Europe/London')).toBe('fr-CA');
});

test('English words beside a French browser keep the clock of France', () => {
  expect(formatLocale('en', ['fr-FR', 'fr'], 'Europe/Paris')).toBe('en-FR');
  expect(clock('en-FR')).toBe('15:05');
});

test('where the browser names no region, English is read in Europe the European way', () => {
  expect(formatLocale('en', ['en'], 'Europe/Berlin')).toBe('en-GB');
  expect(formatLocale('en', ['en'], 'America/Chicago')).toBe('en');
  expect(formatLocale('fr', [], 'Europe/Paris')).toBe('fr');
  expect(clock('en-GB')).toBe('15:05');
});
