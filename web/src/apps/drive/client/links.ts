/** What somebody with a public link reads. */
import { useQuery } from '@tanstack/react-query';
import { api, call, usePaged, type components } from '@/platform/api';

export type LinkedNode = components['schemas']['SharedNode'];

/** What the link itself leads to. */
export const useLinked = (token: string) =>
  useQuery({
    queryKey: ['link', token],
    queryFn: () => call(api.GET('/api/v1/links/{token}', { params: { path: { token } } })),
  });

/** A node below it; '' asks for nothing. */
export const useLinkedNode = (token: string, id: string) =>
  useQuery({
    queryKey: ['link', token, 'node', id],
    queryFn: () =>
      call(api.GET('/api/v1/links/{token}/nodes/{id}', { params: { path: { token, id } } })),
    enabled: id !== '',
  });

export const useLinkedChildren = (token: string, node: string) =>
  usePaged<LinkedNode>(['link', token, 'children', node], (cursor, signal) =>
    call(
      api.GET('/api/v1/links/{token}/children', {
        params: { path: { token }, query: { node, ...(cursor ? { cursor } : {}) } },
        signal,
      }),
    ),
  );

export const openLink = (token: string, password: string): Promise<LinkedNode> =>
  call(api.POST('/api/v1/links/{token}/open', { params: { path: { token } }, body: { password } }));

export function linkedContentUrl(token: string, node: string, inline = false): string {
  const query = new URLSearchParams({ node, ...(inline ? { inline: 'true' } : {}) });
  return `/api/v1/links/${token}/content?${query}`;
}
