/** Turns the apps' pages into one route tree: framed pages need a session, bare ones do not. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router';
import type { AppModule, PageRoute } from '@/platform/app';
import { queries } from '@/platform/api';
import { openLive } from '@/platform/live';
import { meQuery } from '@/platform/session';
import { CrashPage, NotFoundPage, Shell } from '@/shell';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: CrashPage,
});

const signInFirst = (href: string) =>
  redirect({ href: `/sign-in?next=${encodeURIComponent(href)}` });

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Shell,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ location }) => {
    const me = await queries.ensureQueryData(meQuery);
    if (!me) throw signInFirst(location.href);
    openLive();
  },
});

function pageRoute(page: PageRoute, parent: AnyRoute): AnyRoute {
  return createRoute({
    getParentRoute: () => parent,
    path: page.path,
    component: lazyRouteComponent(page.load),
    errorComponent: CrashPage,
  });
}

function home(apps: readonly AppModule[]): AnyRoute {
  return createRoute({
    getParentRoute: () => frame,
    path: '/',
    beforeLoad: () => {
      const me = queries.getQueryData(meQuery.queryKey);
      const first = apps.find((app) => app.home && me && (app.isOffered?.(me) ?? true));
      throw redirect({ href: first?.home ?? '/settings' });
    },
  });
}

export function buildRouter(apps: readonly AppModule[]) {
  const pages = apps.flatMap((app) => app.pages);
  const framed = pages.filter((it) => it.chrome !== 'bare');
  const bare = pages.filter((it) => it.chrome === 'bare');
  return createRouter({
    routeTree: root.addChildren([
      frame.addChildren([home(apps), ...framed.map((page) => pageRoute(page, frame))]),
      ...bare.map((page) => pageRoute(page, root)),
    ]),
    defaultPreload: 'intent',
    defaultPreloadDelay: 60,
    defaultNotFoundComponent: NotFoundPage,
    defaultPendingMs: 1000,
    scrollRestoration: false,
  });
}
