/** The document as a file: its name, star and place are drive's. */
import { useQuery } from '@tanstack/react-query';
import { api, call, queries } from '@/platform/api';
import { toast } from '@/ui';
import { docKey, refreshDocs, type Doc } from './docs';

const byId = (id: string) => ({ params: { path: { id } } });

function patch(id: string, change: Partial<Doc>): void {
  queries.setQueriesData<Doc>({ queryKey: docKey(id) }, (doc) => doc && { ...doc, ...change });
}

/** Show it at once, do it, and take it back when the server refuses. */
async function attempt(id: string, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast.problem(error);
    return false;
  } finally {
    refreshDocs();
    void queries.invalidateQueries({ queryKey: ['drive'] });
    void queries.invalidateQueries({ queryKey: docKey(id) });
  }
}

export function renameDoc(id: string, name: string): Promise<boolean> {
  patch(id, { name });
  return attempt(id, () =>
    call(api.PATCH('/api/v1/drive/nodes/{id}', { ...byId(id), body: { name } })),
  );
}

export function starDoc(id: string, isStarred: boolean): Promise<boolean> {
  patch(id, { is_starred: isStarred });
  return attempt(id, () =>
    isStarred
      ? call(api.PUT('/api/v1/drive/nodes/{id}/star', byId(id)))
      : call(api.DELETE('/api/v1/drive/nodes/{id}/star', byId(id))),
  );
}

const undo = (operation: string, id: string) => () =>
  attempt(id, () => call(api.POST('/api/v1/drive/operations/{id}/undo', byId(operation))));

export const trashDoc = (id: string, words: string): Promise<boolean> =>
  attempt(id, async () => {
    const done = await call(api.POST('/api/v1/drive/trash', { body: { ids: [id] } }));
    toast.show(words, { undo: undo(done.id, id) });
  });

/** Make a copy beside the document; the answer is its id. */
export async function copyDoc(doc: Doc): Promise<string | null> {
  if (!doc.parent) return null;
  const body = { ids: [doc.id], parent: doc.parent };
  try {
    const done = await call(api.POST('/api/v1/drive/copy', { body }));
    refreshDocs();
    return done.nodes[0] ?? null;
  } catch (error) {
    toast.problem(error);
    return null;
  }
}

/** The document as drive knows it, for its dialogs. */
export const useNode = (id: string) =>
  useQuery({
    queryKey: ['drive', 'node', id],
    queryFn: () => call(api.GET('/api/v1/drive/nodes/{id}', byId(id))),
  });
