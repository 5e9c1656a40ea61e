/** Shows a change in every list that was read, before the server has answered. */
import type { InfiniteData } from '@tanstack/react-query';
import { queries, type Page } from '@/platform/api';
import { LISTS, nodeKey, type Node } from './nodes';

type Pages = InfiniteData<Page<Node>>;

/** Change nodes in the lists whose key starts with `prefix`; null takes them out. */
export function patchLists(
  ids: ReadonlySet<string>,
  change: (node: Node) => Node | null,
  prefix: readonly string[] = LISTS,
): void {
  queries.setQueriesData<Pages>({ queryKey: prefix }, (pages) => pages && patched(pages));

  function patched(pages: Pages): Pages {
    return {
      ...pages,
      pages: pages.pages.map((page) => ({ ...page, items: page.items.flatMap(changed) })),
    };
  }

  function changed(node: Node): Node[] {
    const next = ids.has(node.id) ? change(node) : node;
    return next ? [next] : [];
  }
}

/** Change one node wherever it is shown. */
export function patchNode(id: string, change: (node: Node) => Node): void {
  patchLists(new Set([id]), change);
  queries.setQueryData<Node>(nodeKey(id), (node) => node && change(node));
}

/** Read again what is on screen. */
export const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: ['drive'] });
