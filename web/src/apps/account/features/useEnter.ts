/** What follows a successful sign-in: read who it is, speak their language, go on. */
import { useGo } from '@/platform/app';
import { setLanguage } from '@/platform/i18n';
import { refreshSession } from '@/platform/session';
import { safeNext } from '../client/auth';

export function useEnter(): (next: string) => Promise<void> {
  const go = useGo();
  return async (next) => {
    const me = await refreshSession();
    if (me) await setLanguage(me.language);
    go(safeNext(next), { replace: true });
  };
}
