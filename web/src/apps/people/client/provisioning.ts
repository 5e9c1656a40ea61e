/** Joiners' plans, leavings and the record. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, call, send, usePaged } from '@/platform/api';
import type { Entry, Leaving, Plan, PlanSummary, Progress } from './types';

const base = '/api/v1/provisioning';

export const usePlans = () =>
  usePaged<PlanSummary>(['provisioning', 'plans'], (cursor, signal) =>
    call(
      api.GET('/api/v1/provisioning/plans', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );

export const usePlan = (id: string) =>
  useQuery<Plan>({
    queryKey: ['provisioning', 'plan', id],
    queryFn: () =>
      call(api.GET('/api/v1/provisioning/plans/{plan_id}', { params: { path: { plan_id: id } } })),
  });

const FOLLOW_MS = 2000;

/** Progress arrives live; polling covers a lost message while the plan is on its way. */
export const useProgress = (id: string, isShown: boolean) =>
  useQuery<Progress>({
    queryKey: ['provisioning', 'progress', id],
    queryFn: () =>
      call(
        api.GET('/api/v1/provisioning/plans/{plan_id}/progress', {
          params: { path: { plan_id: id } },
        }),
      ),
    enabled: isShown,
    refetchInterval: (query) => (query.state.data?.state === 'applied' ? false : FOLLOW_MS),
  });

export async function uploadRoster(file: File): Promise<Plan> {
  const form = new FormData();
  form.append('file', file);
  return (await (await send(`${base}/plans`, { method: 'POST', body: form })).json()) as Plan;
}

export function useApplyPlan(id: string) {
  const cache = useQueryClient();
  return async () => {
    await send(`${base}/plans/${id}/apply`, { method: 'POST', body: {} });
    await cache.invalidateQueries({ queryKey: ['provisioning'] });
  };
}

export const useLeavings = () =>
  usePaged<Leaving>(['provisioning', 'leavings'], (cursor, signal) =>
    call(
      api.GET('/api/v1/provisioning/leavings', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );

export const useLeaving = (id: string) =>
  useQuery<Leaving>({
    queryKey: ['provisioning', 'leaving', id],
    queryFn: () =>
      call(
        api.GET('/api/v1/provisioning/leavings/{leaving_id}', {
          params: { path: { leaving_id: id } },
        }),
      ),
    refetchInterval: (query) => (query.state.data?.state === 'applying' ? FOLLOW_MS : false),
  });

export async function planLeaving(personId: string, toId: string): Promise<Leaving> {
  const response = await send(`${base}/leavings`, {
    method: 'POST',
    body: { person_id: personId, to_id: toId },
  });
  return (await response.json()) as Leaving;
}

export function useLeavingActions(id: string) {
  const cache = useQueryClient();
  async function post(verb: string, body: unknown = {}): Promise<void> {
    await send(`${base}/leavings/${id}/${verb}`, { method: 'POST', body });
    await cache.invalidateQueries({ queryKey: ['provisioning'] });
    await cache.invalidateQueries({ queryKey: ['people'] });
  }
  return {
    apply: () => post('apply'),
    undo: () => post('undo'),
    deleteNow: () => post('delete'),
    setLegalHold: (isOn: boolean) => post('legal-hold', { has_legal_hold: isOn }),
  };
}

export const useAudit = (filter: { name: string; actor_id: string; subject_id: string }) =>
  usePaged<Entry>(['audit', filter], (cursor, signal) =>
    call(
      api.GET('/api/v1/audit', {
        params: { query: { ...filter, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );
