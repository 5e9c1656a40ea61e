/** Does something on the server, refreshes what is shown, and says how it went. */
import { queries } from '@/platform/api';
import { toast } from '@/ui';

export const KEY = 'mail-admin';

/** True when it worked; the words are shown then. */
export async function work(deed: () => Promise<unknown>, words?: string): Promise<boolean> {
  try {
    await deed();
    if (words) toast.show(words, { tone: 'success' });
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  } finally {
    void queries.invalidateQueries({ queryKey: [KEY] });
  }
}
