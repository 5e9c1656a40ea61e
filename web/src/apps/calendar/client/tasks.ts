/** Tasks with due dates, kept beside the events. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { toast } from '@/ui';
import { read, write } from './http';
import type { Listed, Task } from './types';

const TASKS = ['calendar', 'tasks'];

export const useTasks = (isOpen: boolean) =>
  useQuery({
    queryKey: TASKS,
    queryFn: async () => (await read<Listed<Task>>('/tasks', { state: 'all' })).items,
    enabled: isOpen,
  });

const refresh = () => void queries.invalidateQueries({ queryKey: TASKS });

export const useCreateTask = () =>
  useMutation({
    mutationFn: (body: Partial<Task>) => write<Task>('POST', '/tasks', body),
    onError: (error) => toast.problem(error),
    onSettled: refresh,
  });

export const useChangeTask = () =>
  useMutation({
    mutationFn: ({ id, ...changes }: Partial<Task> & { id: string }) =>
      write<Task>('PATCH', `/tasks/${id}`, changes),
    onMutate: ({ id, ...changes }) => {
      queries.setQueryData<Task[]>(TASKS, (all) =>
        all?.map((it) => (it.id === id ? { ...it, ...changes } : it)),
      );
    },
    onError: (error) => toast.problem(error),
    onSettled: refresh,
  });

export const useDeleteTask = () =>
  useMutation({
    mutationFn: (id: string) => write('DELETE', `/tasks/${id}`),
    onMutate: (id) => {
      queries.setQueryData<Task[]>(TASKS, (all) => all?.filter((it) => it.id !== id));
    },
    onError: (error) => toast.problem(error),
    onSettled: refresh,
  });
