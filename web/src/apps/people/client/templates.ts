/** What joiners get: templates, and the groups and shared drives they can name. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, send } from '@/platform/api';
import type { DriveWish, Template } from './types';

const path = '/api/v1/provisioning/templates';
const key = ['provisioning', 'templates'];

export const useTemplates = () =>
  useQuery<Template[]>({
    queryKey: key,
    queryFn: async () => (await call(api.GET('/api/v1/provisioning/templates'))).items,
  });

export type TemplateFields = Omit<Template, 'id'>;

export function useTemplateActions() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: key });
  async function write(at: string, method: 'POST' | 'PUT', body: TemplateFields) {
    const made = (await (await send(at, { method, body })).json()) as Template;
    await refresh();
    return made;
  }
  return {
    save: (id: string | null, fields: TemplateFields) =>
      id ? write(`${path}/${id}`, 'PUT', fields) : write(path, 'POST', fields),
    remove: async (id: string) => {
      await send(`${path}/${id}`, { method: 'DELETE' });
      await refresh();
    },
  };
}

/** All shared drives of the organisation by name, for administrators. */
export const useSharedDrives = (q: string) =>
  useQuery({
    queryKey: ['people', 'shared-drives', q],
    queryFn: async () => {
      const query = { q, limit: 20 };
      return (await call(api.GET('/api/v1/drive/shared-drives', { params: { query } }))).items;
    },
  });

/** The published trainings of the organisation, for administrators. */
export const useTrainings = (q: string) =>
  useQuery({
    queryKey: ['people', 'trainings', q],
    queryFn: async () => {
      const query = { view: 'organised', q, limit: 20 } as const;
      const { items } = await call(api.GET('/api/v1/calendar/courses', { params: { query } }));
      return items.filter((it) => it.state === 'published');
    },
  });

export const driveRoles = ['viewer', 'commenter', 'contributor', 'editor', 'manager'] as const;

export const isDriveRole = (value: string): value is DriveWish['role'] =>
  driveRoles.some((it) => it === value);
