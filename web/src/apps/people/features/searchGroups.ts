/** Looks up groups alone, for completion. */
import { searchPeople, type PersonChoice } from '@/ui';

export const searchGroups = async (text: string): Promise<PersonChoice[]> =>
  (await searchPeople(text)).filter((it) => it.kind === 'group');

/** Persons alone: who can be a manager. */
export const searchPersons = async (text: string): Promise<PersonChoice[]> =>
  (await searchPeople(text)).filter((it) => it.kind === 'person');
