/** How the whole installation is: its checks, its queue, what gave up. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, send, usePaged, type components } from '@/platform/api';

type Schemas = components['schemas'];
export type Health = Schemas['Health'];
export type BackgroundWork = Schemas['BackgroundWork'];
export type DeadLetter = Schemas['DeadLetterOut'];

const LOOK_AGAIN_MS = 10_000;

export const useHealth = () =>
  useQuery<Health>({
    queryKey: ['administration', 'health'],
    queryFn: () => call(api.GET('/api/v1/admin/health')),
    staleTime: 0,
  });

export const useBackgroundWork = () =>
  useQuery<BackgroundWork>({
    queryKey: ['administration', 'work'],
    queryFn: () => call(api.GET('/api/v1/admin/background-work')),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const useDeadLetters = (name: string) =>
  usePaged<DeadLetter>(['administration', 'dead', name], (cursor, signal) =>
    call(
      api.GET('/api/v1/admin/dead-letters', {
        params: { query: { name, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export function useDeadLetterActions() {
  const cache = useQueryClient();
  async function post(verb: 'replay' | 'discard', ids: number[] | null): Promise<number> {
    const response = await send(`/api/v1/admin/dead-letters/${verb}`, {
      method: 'POST',
      body: { ids },
    });
    await cache.invalidateQueries({ queryKey: ['administration'] });
    return ((await response.json()) as { count: number }).count;
  }
  return {
    replay: (ids: number[]) => post('replay', ids),
    replayAll: () => post('replay', null),
    discard: (ids: number[]) => post('discard', ids),
  };
}
