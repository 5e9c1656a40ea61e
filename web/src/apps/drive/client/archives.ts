/** A folder or a selection as one zip: asked about first, so that a refusal is said in words. */
import { api, call } from '@/platform/api';
import { toast } from '@/ui';
import { download } from '../model/download';
import type { Node } from './nodes';

/** `leftOut` says how many documents are named in the archive instead of being in it. */
export async function downloadArchive(
  nodes: readonly Node[],
  words: { preparing: string; leftOut: (count: number) => string },
): Promise<void> {
  const ids = nodes.map((node) => node.id);
  try {
    const size = await call(api.GET('/api/v1/drive/archive/size', { params: { query: { ids } } }));
    toast.show(size.left_out > 0 ? words.leftOut(size.left_out) : words.preparing);
    const query = new URLSearchParams(ids.map((id) => ['ids', id]));
    download([`/api/v1/drive/archive?${query}`]);
  } catch (error) {
    toast.problem(error);
  }
}
