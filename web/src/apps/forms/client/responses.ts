/** Responses of a form: the table, one response, the counts. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';
import { refreshForms } from './forms';

type Schemas = components['schemas'];
export type ResponseRow = Schemas['ResponseRow'];
export type ResponseFull = Schemas['ResponseOut'];
export type ResponseFile = Schemas['FileOut'];
export type Summary = Schemas['SummaryOut'];
export type Tally = Schemas['TallyOut'];
export type ResponseState = 'accepted' | 'held';

export const useResponses = (formId: string, state: ResponseState) =>
  usePaged<ResponseRow>(['forms', 'responses', formId, state], (cursor, signal) =>
    call(
      api.GET('/api/v1/forms/{form_id}/responses', {
        params: {
          path: { form_id: formId },
          query: { state, limit: 100, ...(cursor ? { cursor } : {}) },
        },
        signal,
      }),
    ),
  );

const one = (formId: string, responseId: string) => ({
  params: { path: { form_id: formId, response_id: responseId } },
});

export const useResponse = (formId: string, responseId: string) =>
  useQuery({
    queryKey: ['forms', 'response', formId, responseId],
    queryFn: () =>
      call(api.GET('/api/v1/forms/{form_id}/responses/{response_id}', one(formId, responseId))),
  });

export const useSummary = (formId: string) =>
  useQuery({
    queryKey: ['forms', 'summary', formId],
    queryFn: () =>
      call(api.GET('/api/v1/forms/{form_id}/summary', { params: { path: { form_id: formId } } })),
  });

export const useReleaseResponse = (formId: string) =>
  useMutation({
    mutationFn: (id: string) =>
      call(api.POST('/api/v1/forms/{form_id}/responses/{response_id}/release', one(formId, id))),
    onError: (error) => toast.problem(error),
    onSettled: refreshForms,
  });

export const useDeleteResponse = (formId: string) =>
  useMutation({
    mutationFn: (id: string) =>
      call(api.DELETE('/api/v1/forms/{form_id}/responses/{response_id}', one(formId, id))),
    onError: (error) => toast.problem(error),
    onSettled: refreshForms,
  });
