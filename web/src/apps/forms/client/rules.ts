/** Rules that start from answers of a form. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, queries, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';

type Schemas = components['schemas'];
export type Rule = Schemas['RuleOut'];
export type RuleFields = Schemas['RuleIn'];
export type RuleAction = Schemas['RuleAction'];
export type ActionKind = Schemas['ActionOut'];
export type Trigger = Schemas['TriggerOut'];
export type Run = Schemas['RunOut'];
export type DryRun = Schemas['DryRun'];

const rulesKey = (formId: string) => ['forms', 'rules', formId];
export const scopeOf = (formId: string) => `form:${formId}`;

export const useRules = (formId: string) =>
  useQuery({
    queryKey: rulesKey(formId),
    queryFn: () =>
      call(api.GET('/api/v1/rules', { params: { query: { scope: scopeOf(formId) } } })),
  });

export const useCatalogue = () =>
  useQuery({
    queryKey: ['forms', 'catalogue'],
    queryFn: () => call(api.GET('/api/v1/rules/catalogue')),
    staleTime: 10 * 60_000,
  });

const refresh = (formId: string) => void queries.invalidateQueries({ queryKey: rulesKey(formId) });

const writeRule = (fields: RuleFields, id = '') =>
  id
    ? call(api.PUT('/api/v1/rules/{rule_id}', { params: { path: { rule_id: id } }, body: fields }))
    : call(api.POST('/api/v1/rules', { body: fields }));

export const useSaveRule = (formId: string) =>
  useMutation({
    mutationFn: ({ id, fields }: { id: string; fields: RuleFields }) => writeRule(fields, id),
    onSettled: () => refresh(formId),
  });

/** Make several rules, in order; stops at the first that is refused. */
export const useAddRules = (formId: string) =>
  useMutation({
    mutationFn: async (rules: readonly RuleFields[]) => {
      for (const fields of rules) await writeRule(fields);
    },
    onError: (error) => toast.problem(error),
    onSettled: () => refresh(formId),
  });

export const useEnableRule = (formId: string) =>
  useMutation({
    mutationFn: ({ id, isEnabled }: { id: string; isEnabled: boolean }) =>
      call(
        api.POST('/api/v1/rules/{rule_id}/enabled', {
          params: { path: { rule_id: id } },
          body: { is_enabled: isEnabled },
        }),
      ),
    onError: (error) => toast.problem(error),
    onSettled: () => refresh(formId),
  });

export const useDeleteRule = (formId: string) =>
  useMutation({
    mutationFn: (id: string) =>
      call(api.DELETE('/api/v1/rules/{rule_id}', { params: { path: { rule_id: id } } })),
    onError: (error) => toast.problem(error),
    onSettled: () => refresh(formId),
  });

/** What the rule says, to be sent back with a change. */
export function fieldsOfRule(rule: Rule): RuleFields {
  const { title, scope, events, condition, condition_tree, actions } = rule;
  const { position, stops, is_enabled, owner_id } = rule;
  return {
    title,
    scope,
    events,
    condition: condition_tree ? '' : condition,
    condition_tree,
    actions,
    position,
    stops,
    is_enabled,
    owner_id,
  };
}

/** Store the order of the list, writing only what moved. */
export const useOrderRules = (formId: string) =>
  useMutation({
    mutationFn: async (rules: readonly Rule[]) => {
      for (const [position, rule] of rules.entries()) {
        if (rule.position !== position)
          await writeRule({ ...fieldsOfRule(rule), position }, rule.id);
      }
    },
    onMutate: (items) => queries.setQueryData(rulesKey(formId), { items: [...items], next: null }),
    onError: (error) => toast.problem(error),
    onSettled: () => refresh(formId),
  });

export const useDryRun = () =>
  useMutation({
    mutationFn: (body: RuleFields) => call(api.POST('/api/v1/rules/dry-run', { body })),
  });

export const useRuns = (ruleId: string) =>
  usePaged<Run>(['forms', 'runs', ruleId], (cursor, signal) =>
    call(
      api.GET('/api/v1/rules/{rule_id}/runs', {
        params: { path: { rule_id: ruleId }, query: { limit: 50, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const useReplay = (ruleId: string) =>
  useMutation({
    mutationFn: (runId: string) =>
      call(api.POST('/api/v1/rules/runs/{run_id}/replay', { params: { path: { run_id: runId } } })),
    onError: (error) => toast.problem(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['forms', 'runs', ruleId] }),
  });
