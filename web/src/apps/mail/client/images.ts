/** Whose pictures from elsewhere are shown without asking. */
import { send } from '@/platform/api';

export async function alwaysShowImages(sender: string): Promise<void> {
  await send('/api/v1/mail/images/senders', { method: 'POST', body: { email: sender } });
}
