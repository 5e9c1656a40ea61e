/** The name of who suggested: a person of the directory, a guest, or a name that was imported. */
import { useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { useMaybeMe } from '@/platform/session';

const isId = (by: string) => /^[0-9A-HJKMNP-TV-Z]{26}$/i.test(by);

export function useAuthorName(by: string): string {
  const me = useMaybeMe();
  const isOther = isId(by) && by !== me?.id;
  const { data } = useQuery({
    queryKey: ['people', 'name', by],
    queryFn: async () => {
      const answer = await send(`/api/v1/people/${by}`);
      return ((await answer.json()) as { name: string }).name;
    },
    enabled: isOther && me !== null,
    staleTime: Infinity,
    retry: false,
  });
  if (by === me?.id) return me.name;
  return isOther ? (data ?? '…') : by.replace(/^guest:/, '');
}
