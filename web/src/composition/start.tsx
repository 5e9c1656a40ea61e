/** Starts the workspace: words, session, then the first screen. */
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { queries, whenSignedOut } from '@/platform/api';
import { registerCatalogue, setLanguage, startI18n } from '@/platform/i18n';
import { listenToKeys } from '@/platform/keys';
import { sendUnsent } from '@/platform/realtime';
import { currentMe, meQuery } from '@/platform/session';
import { AppsContext, shellCatalogue, uiCatalogue } from '@/shell';
import { Confirmation, theme, Toaster } from '@/ui';
import { apps } from './apps';
import { buildRouter } from './router';

async function prepare(): Promise<void> {
  registerCatalogue('ui', uiCatalogue);
  registerCatalogue('shell', shellCatalogue);
  for (const app of apps) registerCatalogue(app.name, app.locales);
  const me = queries.prefetchQuery(meQuery);
  await startI18n(['ui', 'shell', ...apps.map((app) => app.name)]);
  await me;
  await setLanguage(currentMe()?.language ?? '');
}

/** A 401 after a session existed: remember the place, sign in, come back. */
function leaveOnSignOut(): void {
  whenSignedOut(() => {
    if (!currentMe()) return;
    const here = window.location.pathname + window.location.search;
    window.location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
  });
}

export async function start(): Promise<void> {
  leaveOnSignOut();
  await prepare();
  listenToKeys();
  const router = buildRouter(apps);
  void sendUnsent();
  const container = document.getElementById('root');
  if (!container) return;
  createRoot(container).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <QueryClientProvider client={queries}>
          <AppsContext.Provider value={apps}>
            <Suspense>
              <RouterProvider router={router} />
              <Toaster />
              <Confirmation />
            </Suspense>
          </AppsContext.Provider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
