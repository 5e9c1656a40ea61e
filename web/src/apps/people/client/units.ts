/** Changing the tree of units. */
import { useQueryClient } from '@tanstack/react-query';
import { send } from '@/platform/api';
import type { Unit } from './types';

export interface UnitFields {
  name: string;
  parent_id: string | null;
}

export function useUnitActions() {
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: ['people'] });
  async function write(path: string, method: 'POST' | 'PUT', body: UnitFields): Promise<Unit> {
    const unit = (await (await send(`/api/v1/units${path}`, { method, body })).json()) as Unit;
    await refresh();
    return unit;
  }
  return {
    create: (fields: UnitFields) => write('', 'POST', fields),
    change: (id: string, fields: UnitFields) => write(`/${id}`, 'PUT', fields),
    remove: async (id: string) => {
      await send(`/api/v1/units/${id}`, { method: 'DELETE' });
      await refresh();
    },
  };
}
