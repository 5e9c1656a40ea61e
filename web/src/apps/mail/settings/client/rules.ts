/** Rules of an account: what is done with which messages, tried out and applied to what is there. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

type Schemas = components['schemas'];
export type Rule = Schemas['MailRuleOut'];
export type Criteria = Required<Schemas['RuleCriteria']>;
export type Deeds = Required<Schemas['RuleDoes']>;
export type Trial = Schemas['RuleTestOut'];
export type Run = Schemas['RuleRunOut'];

export interface RuleFields {
  name: string;
  enabled: boolean;
  criteria: Criteria;
  actions: Deeds;
}

export const noCriteria: Criteria = {
  from: '',
  to: '',
  subject: '',
  has: '',
  has_not: '',
  has_attachment: false,
  larger: 0,
  smaller: 0,
  list_id: '',
};

export const noDeeds: Deeds = {
  labels: [],
  skip_inbox: false,
  star: false,
  important: false,
  never_important: false,
  mark_read: false,
  delete: false,
  never_spam: false,
  category: '',
  forward_to: '',
  snooze: '',
  stop: false,
};

const of = (account_id: string) => ({ query: { account_id } });
const one = (account_id: string, rule_id: string) => ({ ...of(account_id), path: { rule_id } });

export const rulesQuery = (accountId: string) =>
  queryOptions<Rule[], ProblemError>({
    queryKey: ['mail-rules', accountId],
    queryFn: async () =>
      (await call(api.GET('/api/v1/mail/rules', { params: of(accountId) }))).items,
  });

const refresh = (accountId: string) =>
  queries.invalidateQueries({ queryKey: ['mail-rules', accountId] });

export async function saveRule(
  accountId: string,
  id: string | null,
  body: RuleFields,
): Promise<Rule> {
  const saved = id
    ? await call(api.PUT('/api/v1/mail/rules/{rule_id}', { params: one(accountId, id), body }))
    : await call(api.POST('/api/v1/mail/rules', { params: of(accountId), body }));
  await refresh(accountId);
  return saved;
}

export async function removeRule(accountId: string, id: string): Promise<void> {
  await call(api.DELETE('/api/v1/mail/rules/{rule_id}', { params: one(accountId, id) }));
  await refresh(accountId);
}

/** Put them in an order, on screen at once. */
export async function orderRules(accountId: string, rules: readonly Rule[]): Promise<void> {
  queries.setQueryData(rulesQuery(accountId).queryKey, [...rules]);
  const body = { ids: rules.map((rule) => rule.id) };
  try {
    await call(api.PUT('/api/v1/mail/rules/order', { params: of(accountId), body }));
  } finally {
    await refresh(accountId);
  }
}

export const tryRule = (accountId: string, criteria: Criteria, actions: Deeds): Promise<Trial> =>
  call(api.POST('/api/v1/mail/rules/test', { params: of(accountId), body: { criteria, actions } }));

/** What of a search a rule can ask, and what it cannot. */
export const fromSearch = (query: string): Promise<Schemas['FromSearchOut']> =>
  call(api.POST('/api/v1/mail/rules/from-search', { body: { query } }));

export const applyRule = (accountId: string, id: string): Promise<Run> =>
  call(api.POST('/api/v1/mail/rules/{rule_id}/apply', { params: one(accountId, id) }));

export const runQuery = (accountId: string, runId: string) =>
  queryOptions<Run, ProblemError>({
    queryKey: ['mail-rule-run', accountId, runId],
    queryFn: () =>
      call(
        api.GET('/api/v1/mail/rule-runs/{run_id}', {
          params: { ...of(accountId), path: { run_id: runId } },
        }),
      ),
    refetchInterval: ({ state }) =>
      state.data && /running|undoing/.test(state.data.state) ? 1000 : false,
  });

export const undoRun = (accountId: string, runId: string): Promise<Run> =>
  call(
    api.POST('/api/v1/mail/rule-runs/{run_id}/undo', {
      params: { ...of(accountId), path: { run_id: runId } },
    }),
  );
