/** What somebody changed of a person in the form. */
import type { PersonChoice } from '@/ui';
import type { PersonChanges } from '../client/directory';
import type { Person } from '../client/types';

const aliasesOf = (person: Person) =>
  person.addresses.filter((it) => it.kind === 'alias').map((it) => it.email);

export const draftOf = (person: Person) => ({
  name: person.name,
  given_name: person.given_name,
  family_name: person.family_name,
  title: person.title,
  phone: person.phone,
  email: person.email,
  recovery_email: person.recovery_email ?? '',
  start_date: person.start_date ?? '',
  language: person.language ?? 'en',
  time_zone: person.time_zone,
  aliases: aliasesOf(person),
  unit_id: person.unit?.id ?? null,
  manager: person.manager ? { ...person.manager, kind: 'person' as const } : null,
});

export type Draft = Omit<ReturnType<typeof draftOf>, 'manager'> & { manager: PersonChoice | null };

/** Only what differs is sent, so that two people may edit different fields at once. */
export function changesBetween(before: Draft, after: Draft): PersonChanges {
  const pick = ({ manager, start_date, ...rest }: Draft) => ({
    ...rest,
    manager_id: manager?.id ?? null,
    start_date: start_date || null,
  });
  const old: Record<string, unknown> = pick(before);
  const changed = Object.entries(pick(after)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field]),
  );
  return Object.fromEntries(changed);
}
