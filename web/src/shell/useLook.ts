/** The theme and density that the person chose on any device, applied on this one. */
import { useEffect } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { queries, send } from '@/platform/api';
import { meQuery, useMe, type Me } from '@/platform/session';
import { isDensity, setDensity } from '@/ui';

const themes = ['light', 'dark', 'auto'] as const;
type Theme = (typeof themes)[number];
const isTheme = (value: unknown): value is Theme => themes.some((it) => it === value);

export function useLook(): void {
  const { theme, density } = useMe().preferences ?? {};
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (isTheme(theme)) setColorScheme(theme);
  }, [theme, setColorScheme]);
  useEffect(() => {
    if (isDensity(density)) setDensity(density);
  }, [density]);
}

/** Keep a choice on the account; the screen shows it already. */
export async function keepTheme(theme: Theme): Promise<void> {
  queries.setQueryData<Me | null>(
    meQuery.queryKey,
    (me) => me && { ...me, preferences: { ...me.preferences, theme } },
  );
  await send('/api/v1/me', { method: 'PATCH', body: { preferences: { theme } } });
}
