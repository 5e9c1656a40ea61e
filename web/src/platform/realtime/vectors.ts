/**
 * State vectors: how far the changes of every client are known. The durable one only grows by
 * what the server said, so that "Saved" is never a guess.
 */
import * as Y from 'yjs';

export type Vector = Map<number, number>;

export const vectorOf = (doc: Y.Doc): Vector => Y.decodeStateVector(Y.encodeStateVector(doc));

export const encodeVector = (vector: Vector): Uint8Array => Y.encodeStateVector(vector);

export const decodeVector = (bytes: Uint8Array): Vector => Y.decodeStateVector(bytes);

/** Whether everything that `part` counts is counted by `whole` too. */
export function covers(whole: Vector, part: Vector): boolean {
  for (const [client, clock] of part) if ((whole.get(client) ?? 0) < clock) return false;
  return true;
}

export function raise(vector: Vector, by: Vector): void {
  for (const [client, clock] of by) {
    if ((vector.get(client) ?? 0) < clock) vector.set(client, clock);
  }
}

/** Count an update in, unless changes before it are missing. */
export function raiseByUpdate(vector: Vector, update: Uint8Array): void {
  const { from, to } = Y.parseUpdateMeta(update);
  for (const [client, clock] of to) {
    const known = vector.get(client) ?? 0;
    if (known >= (from.get(client) ?? 0) && known < clock) vector.set(client, clock);
  }
}

/** An update that only deletes advances no clock; it has to be told apart to be waited for. */
export const isDeletionOnly = (update: Uint8Array): boolean =>
  Y.parseUpdateMeta(update).to.size === 0;
