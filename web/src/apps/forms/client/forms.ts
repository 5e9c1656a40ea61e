/** Reads and writes of forms. Every key starts with "forms", so that live messages refresh it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, queries, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';

type Schemas = components['schemas'];
export type FormRow = Schemas['FormRow'];
export type Form = Schemas['FormOut'];
export type NewForm = Schemas['NewForm'];
export type Grant = Schemas['GrantOut'];
export type FormChanges = Schemas['FormChanges'];

const LISTED = 100;
const at = (id: string) => ({ params: { path: { form_id: id } } });
export const formKey = (id: string) => ['forms', 'form', id];
export const refreshForms = () => void queries.invalidateQueries({ queryKey: ['forms'] });

export const useForms = () =>
  usePaged<FormRow>(['forms', 'list'], (cursor, signal) =>
    call(
      api.GET('/api/v1/forms', {
        params: { query: { limit: LISTED, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const readForm = (id: string) => call(api.GET('/api/v1/forms/{form_id}', at(id)));

export const useForm = (id: string) =>
  useQuery({ queryKey: formKey(id), queryFn: () => readForm(id) });

export const useCreateForm = () =>
  useMutation({
    mutationFn: (body: NewForm) => call(api.POST('/api/v1/forms', { body })),
    onError: (error) => toast.problem(error),
    onSettled: refreshForms,
  });

export const useDuplicateForm = () =>
  useMutation({
    mutationFn: (id: string) => call(api.POST('/api/v1/forms/{form_id}/duplicate', at(id))),
    onError: (error) => toast.problem(error),
    onSettled: refreshForms,
  });

export async function restoreForm(id: string): Promise<void> {
  await call(api.POST('/api/v1/forms/{form_id}/restore', at(id))).catch(toast.problem);
  refreshForms();
}

/** Put forms in the trash; `onSuccess` of the caller offers Undo. */
export const useDeleteForm = () =>
  useMutation({
    mutationFn: (id: string) => call(api.DELETE('/api/v1/forms/{form_id}', at(id))),
    onError: (error) => toast.problem(error),
    onSettled: refreshForms,
  });

/** Change title, address, audience, state or settings; shown at once. */
export function useUpdateForm(form: Form) {
  return useMutation({
    mutationFn: (body: FormChanges) =>
      call(api.PATCH('/api/v1/forms/{form_id}', { ...at(form.id), body })),
    onSuccess: (changed) => queries.setQueryData(formKey(form.id), changed),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['forms', 'list'] }),
  });
}

export const saveDraft = (id: string, blocks: unknown[], draftNumber: number) =>
  call(
    api.PUT('/api/v1/forms/{form_id}/draft', {
      ...at(id),
      body: { blocks, draft_number: draftNumber },
    }),
  );

export const publishForm = (id: string) =>
  call(api.POST('/api/v1/forms/{form_id}/publish', at(id)));

export const previewForm = (
  id: string,
  blocks: unknown[],
  answers: Record<string, string | string[]>,
  signal: AbortSignal,
) =>
  call(
    api.POST('/api/v1/forms/{form_id}/preview', { ...at(id), body: { blocks, answers }, signal }),
  );

export const useGrants = (id: string, isEnabled: boolean) =>
  useQuery({
    queryKey: ['forms', 'grants', id],
    queryFn: () => call(api.GET('/api/v1/forms/{form_id}/grants', at(id))),
    enabled: isEnabled,
  });

const grantPath = (id: string, principal: string) => ({
  params: { path: { form_id: id, principal_id: principal } },
});

/** Give a role on the form; 0 takes it away. */
export const useSetGrant = (id: string) =>
  useMutation({
    mutationFn: async ({ principal, role }: { principal: string; role: number }) => {
      const path = grantPath(id, principal);
      if (role === 0) {
        await call(api.DELETE('/api/v1/forms/{form_id}/grants/{principal_id}', path));
      } else {
        await call(
          api.PUT('/api/v1/forms/{form_id}/grants/{principal_id}', { ...path, body: { role } }),
        );
      }
    },
    onError: (error) => toast.problem(error),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['forms', 'grants', id] }),
  });
