/** Moving between pages. Paths are plain text, because no app knows another app's routes. */
import { useCallback } from 'react';
import { useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';

export { Link, useBlocker } from '@tanstack/react-router';

/** Go to an address of the product: `go('/drive/folder/1?view=grid')`. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (href, options) => void navigate({ href, replace: options?.replace ?? false }),
    [navigate],
  );
}

/** A part of the path ("$id"); empty when the page has none of that name. */
export function usePathParam(name: string): string {
  const params: Record<string, unknown> = useParams({ strict: false });
  const value = params[name];
  return typeof value === 'string' ? value : '';
}

/** A search parameter and its setter; setting undefined or '' removes it. */
export function useQueryParam(name: string): [string, (value: string | undefined) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const value = search[name];
  const set = useCallback(
    (next: string | undefined) =>
      void navigate({
        to: '.',
        search: ((before: Record<string, unknown>) => ({
          ...before,
          [name]: next || undefined,
        })) as never,
        replace: true,
      }),
    [name, navigate],
  );
  return [value === undefined || value === null ? '' : String(value), set];
}

export const usePathname = (): string => useLocation({ select: (it) => it.pathname });
