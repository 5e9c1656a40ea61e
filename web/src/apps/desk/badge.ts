/** The number on the desk's icon: tickets assigned to me that are not solved. */
import { useQuery } from '@tanstack/react-query';
import { api, call } from '@/platform/api';

export function useOpenTickets(): number {
  const { data = [] } = useQuery({
    queryKey: ['desk', 'queues'],
    queryFn: () => call(api.GET('/api/v1/desk/queues')),
  });
  return data.reduce((sum, queue) => sum + queue.mine, 0);
}
