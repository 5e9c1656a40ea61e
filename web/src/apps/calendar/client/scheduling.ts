/** Who is free when, which rooms there are, and what a line of plain words means. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { currentLanguage } from '@/platform/i18n';
import { searchPeople, type PersonChoice } from '@/ui';
import { read, write } from './http';
import type { FreeBusy, Listed, Occurrence, Quick, Resource, Slot } from './types';

export const useFreeBusy = (emails: readonly string[], from: string, to: string) =>
  useQuery({
    queryKey: ['calendar', 'free-busy', [...emails].sort(), from, to],
    queryFn: async () =>
      (await write<Listed<FreeBusy>>('POST', '/free-busy', { emails, from, to })).items,
    enabled: emails.length > 0,
    placeholderData: keepPreviousData,
  });

export interface Wanted {
  guests: string[];
  optional: string[];
  resources: string[];
  duration_min: number;
  from: string;
  to: string;
  time_zone: string;
}

export const useSlots = (wanted: Wanted, isAsked: boolean) =>
  useQuery({
    queryKey: ['calendar', 'slots', wanted],
    queryFn: async () => (await write<{ slots: Slot[] }>('POST', '/find-a-time', wanted)).slots,
    enabled: isAsked && wanted.guests.length + wanted.optional.length > 0,
    placeholderData: keepPreviousData,
  });

export interface RoomWish {
  q: string;
  building: string;
  capacity: number;
  features: string;
  from: string;
  to: string;
}

export const useResources = (wish: RoomWish) =>
  useQuery({
    queryKey: ['calendar', 'resources', wish],
    queryFn: async () =>
      (
        await read<Listed<Resource>>('/resources', {
          q: wish.q || undefined,
          building: wish.building || undefined,
          capacity: wish.capacity || undefined,
          features: wish.features || undefined,
          from: wish.from,
          to: wish.to,
        })
      ).items,
    placeholderData: keepPreviousData,
  });

export const useBuildings = () =>
  useQuery({
    queryKey: ['calendar', 'buildings'],
    queryFn: async () =>
      (await read<Listed<{ name: string }>>('/resources/buildings')).items.map((it) => it.name),
    staleTime: 300_000,
  });

export const readLine = (text: string, zone: string): Promise<Quick> =>
  write<Quick>('POST', '/quick', { text, time_zone: zone, language: currentLanguage() });

export interface TeamRow {
  person_id: string;
  name: string;
  email: string;
  time_zone: string;
  occurrences: Occurrence[];
  working: { start: string; end: string }[];
}

export const useTeam = (people: readonly string[], from: string, to: string) =>
  useQuery({
    queryKey: ['calendar', 'team', people, from, to],
    queryFn: async () =>
      (await read<Listed<TeamRow>>('/team', { people: people.join(','), from, to })).items,
    enabled: people.length > 0,
    placeholderData: keepPreviousData,
  });

interface Completion {
  id?: string;
  name: string;
  email: string;
  kind?: PersonChoice['kind'];
}

/** People for a field of guests: own contacts and the directory; the directory where that is all. */
export async function searchGuests(text: string): Promise<PersonChoice[]> {
  try {
    const response = await send(`/api/v1/contacts/complete?q=${encodeURIComponent(text)}&limit=10`);
    const { items } = (await response.json()) as Listed<Completion>;
    return items.map((it) => ({
      id: it.id ?? '',
      name: it.name || it.email,
      email: it.email,
      kind: it.kind ?? 'free',
    }));
  } catch {
    return searchPeople(text);
  }
}
