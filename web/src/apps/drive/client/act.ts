/** What a person does with files and folders: shown at once, taken back when the server refuses. */
import { api, call } from '@/platform/api';
import { toast } from '@/ui';
import { patchLists, patchNode, refresh } from './cache';
import { LISTS, type Node } from './nodes';

const idsOf = (nodes: readonly Node[]) => nodes.map((node) => node.id);
const byId = (id: string) => ({ params: { path: { id } } });

/** Do it; refresh in any case; say so when it failed. True when it worked. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  } finally {
    void refresh();
  }
}

const undoing = (operation: string) => () =>
  attempt(() => call(api.POST('/api/v1/drive/operations/{id}/undo', byId(operation))));

export function trashNodes(nodes: readonly Node[], words: string): Promise<boolean> {
  const ids = idsOf(nodes);
  patchLists(new Set(ids), () => null);
  return attempt(async () => {
    const done = await call(api.POST('/api/v1/drive/trash', { body: { ids } }));
    toast.show(words, { undo: undoing(done.id) });
  });
}

export function moveNodes(ids: string[], parent: string, words: string): Promise<boolean> {
  patchLists(new Set(ids), (node) => (node.parent === parent ? node : null), [
    ...LISTS,
    'children',
  ]);
  return attempt(async () => {
    const done = await call(api.POST('/api/v1/drive/move', { body: { ids, parent } }));
    toast.show(words, { undo: undoing(done.id) });
  });
}

export const copyNodes = (
  nodes: readonly Node[],
  parent: string,
  words: string,
): Promise<boolean> =>
  attempt(async () => {
    const body = { ids: idsOf(nodes), parent };
    const done = await call(api.POST('/api/v1/drive/copy', { body }));
    toast.show(words, { undo: undoing(done.id) });
  });

export function restoreNodes(nodes: readonly Node[], words: string): Promise<boolean> {
  const ids = idsOf(nodes);
  patchLists(new Set(ids), () => null, [...LISTS, 'trash']);
  return attempt(async () => {
    await call(api.POST('/api/v1/drive/restore', { body: { ids } }));
    toast.show(words, {
      undo: () => attempt(() => call(api.POST('/api/v1/drive/trash', { body: { ids } }))),
    });
  });
}

export function deleteForever(nodes: readonly Node[], words: string): Promise<boolean> {
  const ids = idsOf(nodes);
  patchLists(new Set(ids), () => null, [...LISTS, 'trash']);
  return attempt(async () => {
    await call(api.POST('/api/v1/drive/delete', { body: { ids } }));
    toast.show(words);
  });
}

export const emptyTrash = (drives: readonly string[], words: string): Promise<boolean> =>
  attempt(async () => {
    for (const id of drives) await call(api.DELETE('/api/v1/drive/drives/{id}/trash', byId(id)));
    toast.show(words);
  });

const setName = (id: string, name: string) =>
  call(api.PATCH('/api/v1/drive/nodes/{id}', { ...byId(id), body: { name } }));

export function renameNode(node: Node, name: string, words: string): Promise<boolean> {
  patchNode(node.id, (one) => ({ ...one, name }));
  return attempt(async () => {
    await setName(node.id, name);
    toast.show(words, { undo: () => attempt(() => setName(node.id, node.name)) });
  });
}

export function starNodes(nodes: readonly Node[], isStarred: boolean): Promise<boolean> {
  for (const node of nodes) patchNode(node.id, (one) => ({ ...one, is_starred: isStarred }));
  return attempt(async () => {
    for (const node of nodes) {
      if (isStarred) await call(api.PUT('/api/v1/drive/nodes/{id}/star', byId(node.id)));
      else await call(api.DELETE('/api/v1/drive/nodes/{id}/star', byId(node.id)));
    }
  });
}

/** Make a folder; failures are the caller's, who shows them beside the name. */
export async function createFolder(parent: string, name: string): Promise<Node> {
  const options = { ...byId(parent), body: { name } };
  const node = await call(api.POST('/api/v1/drive/nodes/{id}/folders', options));
  void refresh();
  return node;
}

export async function createSharedDrive(name: string): Promise<string> {
  const drive = await call(api.POST('/api/v1/drive/drives', { body: { name } }));
  void refresh();
  return drive.root;
}

/** Name and describe a shared drive; failures are the caller's, who shows them beside the field. */
export async function changeDrive(
  id: string,
  body: { name: string; description: string },
): Promise<void> {
  await call(api.PATCH('/api/v1/drive/drives/{id}', { ...byId(id), body }));
  void refresh();
}

export const restoreRevision = (id: string, version: number, words: string): Promise<boolean> =>
  attempt(async () => {
    await call(
      api.POST('/api/v1/drive/nodes/{id}/revisions/{version}/restore', {
        params: { path: { id, version } },
      }),
    );
    toast.show(words, { tone: 'success' });
  });
