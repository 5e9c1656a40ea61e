/** Does something on the server and says how it went. */
import { toast } from '@/ui';

/** True when it worked; the words are shown then. */
export async function work(deed: () => Promise<unknown>, words?: string): Promise<boolean> {
  try {
    await deed();
    if (words) toast.show(words, { tone: 'success' });
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  }
}
