/** Reads and writes of the desk. Every key starts with "desk", so that live messages refresh it. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, call, queries, send, usePaged, type components } from '@/platform/api';
import { toast } from '@/ui';

type Schemas = components['schemas'];
export type Queue = Schemas['QueueOut'];
export type TicketRow = Schemas['TicketRow'];
export type Ticket = Schemas['TicketOut'];
export type Message = Schemas['TicketMessageOut'];
export type Status = Ticket['status'];
export type Priority = Ticket['priority'];
export type Upload = Schemas['TicketUploadOut'];
export type TicketChanges = Omit<Schemas['TicketPatch'], 'version'>;

export interface Narrow {
  queue?: string;
  status?: '' | 'unsolved' | Status;
  assignee?: string;
  q?: string;
}

export const useQueues = () =>
  useQuery({
    queryKey: ['desk', 'queues'],
    queryFn: () => call(api.GET('/api/v1/desk/queues')),
  });

export const useTickets = (narrow: Narrow) =>
  usePaged<TicketRow>(['desk', 'tickets', narrow], (cursor, signal) =>
    call(
      api.GET('/api/v1/desk/tickets', {
        params: { query: { ...narrow, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

const ticketKey = (id: string) => ['desk', 'ticket', id];

export const useTicket = (id: string) =>
  useQuery({
    queryKey: ticketKey(id),
    queryFn: () =>
      call(api.GET('/api/v1/desk/tickets/{ticket_id}', { params: { path: { ticket_id: id } } })),
    enabled: id !== '',
  });

export const useAgents = (queueId: string) =>
  useQuery({
    queryKey: ['desk', 'agents', queueId],
    queryFn: () =>
      call(
        api.GET('/api/v1/desk/queues/{queue_id}/agents', {
          params: { path: { queue_id: queueId } },
        }),
      ),
    enabled: queueId !== '',
  });

export const useRoles = (queueId: string) =>
  useQuery({
    queryKey: ['desk', 'roles', queueId],
    queryFn: () =>
      call(
        api.GET('/api/v1/desk/queues/{queue_id}/roles', {
          params: { path: { queue_id: queueId } },
        }),
      ),
  });

const refresh = () => void queries.invalidateQueries({ queryKey: ['desk'] });

/** Change a ticket: shown at once, taken back when the server refuses. */
export function useChangeTicket(ticket: Ticket) {
  return useMutation({
    mutationFn: (changes: TicketChanges) =>
      call(
        api.PATCH('/api/v1/desk/tickets/{ticket_id}', {
          params: { path: { ticket_id: ticket.id } },
          body: { ...changes, version: ticket.version },
        }),
      ),
    onMutate: ({ status, priority }) => {
      const shown: Partial<Ticket> = {};
      if (status) shown.status = status;
      if (priority) shown.priority = priority;
      queries.setQueryData<Ticket>(ticketKey(ticket.id), { ...ticket, ...shown });
    },
    onSuccess: (changed) => queries.setQueryData(ticketKey(ticket.id), changed),
    onError: (error) => {
      queries.setQueryData(ticketKey(ticket.id), ticket);
      toast.problem(error);
    },
    onSettled: refresh,
  });
}

export interface Answer {
  kind: 'replies' | 'notes';
  text: string;
  status?: Status | undefined;
  uploads: string[];
}

export function useAnswer(ticketId: string) {
  return useMutation({
    mutationFn: ({ kind, ...body }: Answer) => {
      const options = { params: { path: { ticket_id: ticketId } }, body };
      return kind === 'replies'
        ? call(api.POST('/api/v1/desk/tickets/{ticket_id}/replies', options))
        : call(api.POST('/api/v1/desk/tickets/{ticket_id}/notes', options));
    },
    onSettled: refresh,
  });
}

export async function uploadFile(file: File): Promise<Upload> {
  const body = new FormData();
  body.set('file', file);
  const response = await send('/api/v1/desk/uploads', { method: 'POST', body });
  return (await response.json()) as Upload;
}

export const useCreateTicket = () =>
  useMutation({
    mutationFn: (body: Schemas['TicketIn']) => call(api.POST('/api/v1/desk/tickets', { body })),
    onSettled: refresh,
  });

export const useUpdateQueue = (queueId: string) =>
  useMutation({
    mutationFn: (body: Schemas['QueuePatch']) =>
      call(
        api.PATCH('/api/v1/desk/queues/{queue_id}', {
          params: { path: { queue_id: queueId } },
          body,
        }),
      ),
    onSettled: refresh,
  });

export const useSetRole = (queueId: string) =>
  useMutation({
    mutationFn: (body: Schemas['QueueRoleIn']) =>
      call(
        api.PUT('/api/v1/desk/queues/{queue_id}/roles', {
          params: { path: { queue_id: queueId } },
          body,
        }),
      ),
    onError: (error) => toast.problem(error),
    onSettled: refresh,
  });
