/** How many people the groups among the recipients reach. */
import { useQueries } from '@tanstack/react-query';
import { api, call } from '@/platform/api';
import type { PersonChoice } from '@/ui';
import type { GroupSize } from '@/apps/mail/model/warnings';

interface Sized extends GroupSize {
  id: string;
}

export function useGroupSizes(people: readonly PersonChoice[]): Sized[] {
  const groups = people.filter((one) => one.kind === 'group' && one.id);
  return useQueries({
    queries: groups.map(({ id, name }) => ({
      queryKey: ['people', 'group-size', id],
      staleTime: 300_000,
      retry: false,
      queryFn: async (): Promise<Sized> => {
        const params = { path: { group_id: id } };
        const group = await call(api.GET('/api/v1/groups/{group_id}', { params }));
        return { id, name, members: group.member_count };
      },
    })),
    combine: (answers) => answers.flatMap((answer) => answer.data ?? []),
  });
}
