import { expect, test } from 'vitest';
import { formatsFor } from './time';

const now = () => Date.parse('2026-03-10T12:00:00Z');
const french = formatsFor('fr', 'Europe/Paris', now);
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('a time of today is shown as the clock of the person’s zone', () => {
  expect(french.relative('2026-03-10T09:05:00Z')).toBe('10:05');
});

test('a time of another year shows the year', () => {
  expect(french.relative('2024-12-31T23:30:00Z')).toBe('1 janv. 2025');
});

test('a plain date does not shift with the zone', () => {
  expect(formatsFor('en', 'America/New_York', now).date('2026-03-01')).toBe('March 1, 2026');
});

test('a distance is told in the largest unit that fits', () => {
  expect(formatsFor('en', 'UTC', now).ago('2026-03-10T11:55:00Z')).toBe('5 minutes ago');
});

test('sizes are told in decimal units', () => {
  expect(plain(french.size(1_450_000))).toBe('1,5 Mo');
  expect(plain(formatsFor('en', 'UTC', now).size(0))).toBe('0B');
});

test('an unknown zone falls back instead of failing', () => {
  expect(formatsFor('en', 'Mars/Olympus', now).date('2026-03-01')).toBe('March 1, 2026');
});
