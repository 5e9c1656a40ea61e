/** Calendars, how each one looks to this person, and who may see it. */
import { useMemo } from 'react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { useMaybeMe } from '@/platform/session';
import { toast } from '@/ui';
import { freeColor } from '../model/colors';
import { isZone } from '../model/zone';
import { read, write } from './http';
import type { Calendar, DirectoryEntry, Grant, Listed, Role, Settings } from './types';

const CALENDARS = ['calendar', 'calendars'];
const SETTINGS = ['calendar', 'settings'];

export const refreshCalendar = (): Promise<void> =>
  queries.invalidateQueries({ queryKey: ['calendar'] });

const nothing: Calendar[] = [];

export function useCalendars() {
  const query = useQuery({
    queryKey: CALENDARS,
    queryFn: async () => (await read<Listed<Calendar>>('/calendars')).items,
  });
  return { ...query, calendars: query.data ?? nothing };
}

/** The calendars by their ids. */
export function useCalendarsById(): ReadonlyMap<string, Calendar> {
  const { calendars } = useCalendars();
  return useMemo(() => new Map(calendars.map((it) => [it.id, it])), [calendars]);
}

const mayWrite = (it: Calendar): boolean =>
  it.role === 'contributor' || it.role === 'editor' || it.role === 'manager';
const holds = (it: Calendar, component: string) =>
  it.components.length === 0 || it.components.includes(component);

/** Where this person may put events (or tasks), their own calendar first. */
export function useWritable(component: 'VEVENT' | 'VTODO' = 'VEVENT'): Calendar[] {
  const { calendars } = useCalendars();
  return useMemo(
    () =>
      calendars
        .filter((it) => mayWrite(it) && holds(it, component))
        .sort((a, b) => Number(b.is_default) - Number(a.is_default)),
    [calendars, component],
  );
}

const usual: Settings = {
  time_zone: '',
  second_time_zone: null,
  week_start: 0,
  working_hours: [],
  default_duration_min: 30,
  default_reminders: [],
  view: 'week',
  shows_weekends: true,
  shows_declined: true,
  dims_past: true,
  daily_agenda: false,
  default_calendar_id: null,
  clock: '',
};

export interface Known {
  settings: Settings;
  /** The zone in which times are shown. */
  zone: string;
  isLoading: boolean;
}

/** The person's settings; until they are read, the usual ones. */
export function useSettings(): Known {
  const me = useMaybeMe();
  const query = useQuery({ queryKey: SETTINGS, queryFn: () => read<Settings>('/settings') });
  const settings = query.data ?? usual;
  const zones = [settings.time_zone, me?.time_zone ?? ''];
  const zone = zones.find(isZone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { settings, zone, isLoading: query.isLoading };
}

export const useChangeSettings = () =>
  useMutation({
    mutationFn: (changes: Partial<Settings>) => write<Settings>('PATCH', '/settings', changes),
    onMutate: (changes) => {
      const before = queries.getQueryData<Settings>(SETTINGS);
      queries.setQueryData<Settings>(SETTINGS, (it) => it && { ...it, ...changes });
      return before;
    },
    onError: (error, _, before) => {
      queries.setQueryData(SETTINGS, before);
      toast.problem(error);
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: SETTINGS }),
  });

type Entry = Partial<Pick<Calendar, 'is_shown' | 'color' | 'name' | 'position'>>;

/** How a calendar looks to this person alone; shown at once. */
export const useChangeEntry = () =>
  useMutation({
    mutationFn: ({ id, ...entry }: Entry & { id: string }) =>
      write('PUT', `/calendars/${id}/entry`, entry),
    onMutate: ({ id, ...entry }) => {
      queries.setQueryData<Calendar[]>(CALENDARS, (all) =>
        all?.map((it) => (it.id === id ? { ...it, ...entry } : it)),
      );
    },
    onError: (error) => toast.problem(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: CALENDARS }),
  });

export type CalendarChanges = Partial<
  Pick<Calendar, 'name' | 'description' | 'color' | 'time_zone' | 'free_busy' | 'is_transparent'>
>;

export const useCreateCalendar = () =>
  useMutation({
    mutationFn: (body: CalendarChanges) => write<Calendar>('POST', '/calendars', body),
    onSettled: refreshCalendar,
  });

export const useChangeCalendar = (id: string) =>
  useMutation({
    mutationFn: (body: CalendarChanges) => write<Calendar>('PATCH', `/calendars/${id}`, body),
    onSettled: refreshCalendar,
  });

export const useDeleteCalendar = (id: string) =>
  useMutation({
    mutationFn: () => write('DELETE', `/calendars/${id}`),
    onError: (error) => toast.problem(error),
    onSettled: refreshCalendar,
  });

/** Take a calendar off this person's list; it stays where it is. */
export const useLeaveCalendar = (id: string) =>
  useMutation({
    mutationFn: () => write('DELETE', `/calendars/${id}/entry`),
    onError: (error) => toast.problem(error),
    onSettled: refreshCalendar,
  });

const grantsKey = (id: string) => ['calendar', 'grants', id];

export const useGrants = (id: string) =>
  useQuery({
    queryKey: grantsKey(id),
    queryFn: async () => (await read<Listed<Grant>>(`/calendars/${id}/grants`)).items,
  });

export const useShare = (id: string) =>
  useMutation({
    mutationFn: async ({ principals, role }: { principals: string[]; role: Role }) => {
      for (const principal of principals) {
        await write('PUT', `/calendars/${id}/grants/${principal}`, { role });
      }
    },
    onError: (error) => toast.problem(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: grantsKey(id) }),
  });

export const useUnshare = (id: string) =>
  useMutation({
    mutationFn: (principal: string) => write('DELETE', `/calendars/${id}/grants/${principal}`),
    onError: (error) => toast.problem(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: grantsKey(id) }),
  });

export const searchDirectory = (text: string): Promise<DirectoryEntry[]> =>
  read<Listed<DirectoryEntry>>('/directory', { q: text }).then((it) => it.items);

export interface Subscription {
  person_id?: string;
  calendar_id?: string;
  holidays?: string;
  url?: string;
}

export const useSubscribe = () =>
  useMutation({
    mutationFn: (body: Subscription) => {
      const taken = queries.getQueryData<Calendar[]>(CALENDARS)?.map((it) => it.color) ?? [];
      const color = freeColor(taken);
      return write<Calendar>('POST', '/subscriptions', { ...body, color });
    },
    onSettled: refreshCalendar,
  });

export interface Country {
  code: string;
  name: string;
}

export const useCountries = () =>
  useQuery({
    queryKey: ['calendar', 'countries'],
    queryFn: async () => (await read<Listed<Country>>('/holidays/countries')).items,
    staleTime: Infinity,
  });

export interface Imported {
  added: number;
  changed: number;
  skipped: { line: number; why: string }[];
}

export const useImport = () =>
  useMutation({
    mutationFn: ({ file, calendarId }: { file: File; calendarId: string }) => {
      const body = new FormData();
      body.set('file', file);
      body.set('calendar_id', calendarId);
      return write<Imported>('POST', '/import', body);
    },
    onSettled: refreshCalendar,
  });
