/** The colleagues of the team view, kept in this browser. */
import type { PersonChoice } from '@/ui';

const STORED = 'bureau.calendar.team';

function isChoice(value: unknown): value is PersonChoice {
  return typeof value === 'object' && value !== null && 'id' in value && 'email' in value;
}

export function kept(usual: PersonChoice[]): PersonChoice[] {
  try {
    const stored: unknown = JSON.parse(window.localStorage.getItem(STORED) ?? '');
    return Array.isArray(stored) && stored.length ? stored.filter(isChoice) : usual;
  } catch {
    return usual;
  }
}

export const keep = (people: readonly PersonChoice[]): void =>
  window.localStorage.setItem(STORED, JSON.stringify(people));
