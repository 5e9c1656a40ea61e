/** The apps, handed down by composition, as the signed-in person may see them. */
import { createContext, use, useMemo } from 'react';
import type { AppModule } from '@/platform/app';
import { useMe } from '@/platform/session';

export const AppsContext = createContext<readonly AppModule[]>([]);

export function useOfferedApps(): readonly AppModule[] {
  const me = useMe();
  const apps = use(AppsContext);
  return useMemo(() => apps.filter((app) => app.isOffered?.(me) ?? true), [apps, me]);
}
