/** Deletes contacts at once and offers to bring them back. */
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { deleteContacts } from '../client';

interface Gone {
  id: string;
  book_id: string;
  name: string;
}

export function useDelete(): (contacts: readonly Gone[]) => Promise<void> {
  const { t } = useTranslation('contacts');
  return async (contacts) => {
    try {
      const undo = await deleteContacts(contacts);
      const name = contacts[0]?.name ?? '';
      toast.show(t('deleted', { count: contacts.length, name }), { undo });
    } catch (error) {
      toast.problem(error);
    }
  };
}
