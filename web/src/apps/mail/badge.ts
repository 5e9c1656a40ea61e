/** The number on mail's icon: conversations with unread messages in one's own inbox. */
import { useQuery } from '@tanstack/react-query';
import { accountsQuery } from './client/accounts';
import { mailboxesQuery } from './client/mailboxes';

export function useUnreadConversations(): number {
  const accounts = useQuery(accountsQuery);
  const own = accounts.data?.find((account) => account.isOwn)?.id ?? '';
  const { data = [] } = useQuery({ ...mailboxesQuery(own), enabled: own !== '' });
  return data.find((box) => box.role === 'inbox')?.unreadThreads ?? 0;
}
