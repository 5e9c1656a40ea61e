/** What administrators read and change of all mail. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, type components, type ProblemError } from '@/platform/api';
import { KEY } from './work';

type Schemas = components['schemas'];
export type Domain = Schemas['DomainOut'];
export type DnsItem = Schemas['DnsItem'];
export type Alias = Schemas['AliasOut'];
export type RoutingRule = Schemas['RoutingRuleOut'];
export type RoutingFields = Schemas['RoutingRuleIn'];
export type Held = Schemas['HeldOut'];
export type Step = Schemas['TraceOut'];
export type Waiting = Schemas['WaitingMessage'];
export type Organisation = Schemas['Organisation'];

export const domainsQuery = queryOptions<Domain[], ProblemError>({
  queryKey: [KEY, 'domains'],
  queryFn: async () => (await call(api.GET('/api/v1/mail/admin/domains'))).items,
});

export const dnsQuery = (name: string) =>
  queryOptions<Schemas['DnsOut'], ProblemError>({
    queryKey: [KEY, 'dns', name],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/mail/admin/domains/{name}/dns', { params: { path: { name } }, signal }),
      ),
    gcTime: 0,
  });

export const addDomain = (name: string) =>
  call(api.POST('/api/v1/mail/admin/domains', { body: { name } }));

const named = (name: string) => ({ params: { path: { name } } });

export const changeDomain = (name: string, body: Partial<Pick<Domain, 'catch_all' | 'sts_mode'>>) =>
  call(api.PATCH('/api/v1/mail/admin/domains/{name}', { ...named(name), body }));

export const removeDomain = (name: string) =>
  call(api.DELETE('/api/v1/mail/admin/domains/{name}', named(name)));

export const renewKeys = (name: string) =>
  call(api.POST('/api/v1/mail/admin/domains/{name}/keys', named(name)));

export const putAlias = (email: string, targets: string[]) =>
  call(api.PUT('/api/v1/mail/admin/aliases', { body: { email, targets } }));

export const removeAlias = (email: string) =>
  call(api.DELETE('/api/v1/mail/admin/aliases/{email}', { params: { path: { email } } }));

export const routingQuery = queryOptions<RoutingRule[], ProblemError>({
  queryKey: [KEY, 'routing'],
  queryFn: async () => (await call(api.GET('/api/v1/mail/admin/routing'))).items,
});

const ruled = (rule_id: string) => ({ params: { path: { rule_id } } });

export const saveRouting = (id: string | null, body: RoutingFields) =>
  id
    ? call(api.PUT('/api/v1/mail/admin/routing/{rule_id}', { ...ruled(id), body }))
    : call(api.POST('/api/v1/mail/admin/routing', { body }));

export const removeRouting = (id: string) =>
  call(api.DELETE('/api/v1/mail/admin/routing/{rule_id}', ruled(id)));

export const orderRouting = (ids: string[]) =>
  call(api.POST('/api/v1/mail/admin/routing/order', { body: { ids } }));

const held = (held_id: string) => ({ params: { path: { held_id } } });

export const heldQuery = (id: string) =>
  queryOptions<Schemas['HeldPreview'], ProblemError>({
    queryKey: [KEY, 'held', id],
    queryFn: () => call(api.GET('/api/v1/mail/admin/quarantine/{held_id}', held(id))),
  });

export const releaseHeld = (id: string) =>
  call(api.POST('/api/v1/mail/admin/quarantine/{held_id}/release', held(id)));

export const deleteHeld = (id: string) =>
  call(api.DELETE('/api/v1/mail/admin/quarantine/{held_id}', held(id)));

export const organisationQuery = queryOptions<Organisation, ProblemError>({
  queryKey: [KEY, 'settings'],
  queryFn: () => call(api.GET('/api/v1/mail/admin/settings')),
});

export const changeOrganisation = (body: Partial<Organisation>) =>
  call(api.PATCH('/api/v1/mail/admin/settings', { body }));

export const sendingQuery = queryOptions<Schemas['SendingToday'], ProblemError>({
  queryKey: [KEY, 'sending'],
  queryFn: () => call(api.GET('/api/v1/mail/admin/sending')),
});

const queued = (submission_id: string) => ({ params: { path: { submission_id } } });

export const retryQueued = (id: string) =>
  call(api.POST('/api/v1/mail/admin/queue/{submission_id}/retry', queued(id)));

export const cancelQueued = (id: string) =>
  call(api.POST('/api/v1/mail/admin/queue/{submission_id}/cancel', queued(id)));

export const bounceQueued = (id: string) =>
  call(api.POST('/api/v1/mail/admin/queue/{submission_id}/bounce', queued(id)));

export const liftSuppression = (email: string) =>
  call(api.DELETE('/api/v1/mail/admin/suppressions/{email}', { params: { path: { email } } }));
