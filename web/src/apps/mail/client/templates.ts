/** Texts to begin a message with: one's own and those shared with everybody. */
import { queryOptions } from '@tanstack/react-query';
import { api, call, queries, type components, type ProblemError } from '@/platform/api';

export type Template = components['schemas']['MailTemplateOut'];
export type TemplateFields = Pick<Template, 'name' | 'subject' | 'html' | 'shared'>;

export const templatesQuery = queryOptions<Template[], ProblemError>({
  queryKey: ['mail-templates'],
  queryFn: async () => (await call(api.GET('/api/v1/mail/templates'))).items,
});

const refresh = () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey });

export async function makeTemplate(fields: TemplateFields): Promise<void> {
  await call(api.POST('/api/v1/mail/templates', { body: fields }));
  await refresh();
}

export async function changeTemplate(id: string, fields: TemplateFields): Promise<void> {
  const params = { path: { template_id: id } };
  await call(api.PUT('/api/v1/mail/templates/{template_id}', { params, body: fields }));
  await refresh();
}

export async function removeTemplate(id: string): Promise<void> {
  const params = { path: { template_id: id } };
  await call(api.DELETE('/api/v1/mail/templates/{template_id}', { params }));
  await refresh();
}
