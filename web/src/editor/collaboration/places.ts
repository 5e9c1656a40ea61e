/**
 * Where a position of the editor is in the shared fragment. y-prosemirror walks there over all
 * blocks, several times for every key; here the block that holds the position is known.
 */
import type { Node } from '@tiptap/pm/model';
import type { EditorState } from '@tiptap/pm/state';
import {
  absolutePositionToRelativePosition,
  type getRelativeSelection,
  type ProsemirrorBinding,
} from 'y-prosemirror';
import * as Y from 'yjs';

type Mapping = ProsemirrorBinding['mapping'];
type Shared = Parameters<Mapping['set']>[0];
type Shown = Parameters<Mapping['set']>[1];

/** What each shared type is shown as, and which type a block shows. */
export class BlockMap extends Map<Shared, Shown> {
  private readonly types = new WeakMap<Node, Shared>();

  override set(type: Shared, shown: Shown): this {
    if (!Array.isArray(shown)) this.types.set(shown, type);
    return super.set(type, shown);
  }

  /** The element that a top-level block shows; null when that is not certain. */
  elementOf(doc: Node, index: number, fragment: Y.XmlFragment): Y.XmlElement | null {
    const block = doc.child(index);
    const type = this.types.get(block);
    if (!(type instanceof Y.XmlElement) || type.parent !== fragment) return null;
    // One node may stand at several places, after a paste for instance.
    const before = doc.maybeChild(index - 1);
    const previous = type.prevSibling;
    const isThere = before ? previous !== null && this.get(previous) === before : !previous;
    return isThere && before !== block && this.get(type) === block ? type : null;
  }
}

interface Bound {
  type: Y.XmlFragment;
  mapping: Mapping;
}

/** The place of a position; the same as y-prosemirror's. */
export function relativePosition({ type, mapping }: Bound, doc: Node, pos: number) {
  const place = doc.resolve(pos);
  // Its beginning belongs to what may be written before it.
  if (place.depth > 0 && pos > place.start(1) && mapping instanceof BlockMap) {
    const element = mapping.elementOf(doc, place.index(0), type);
    const inside = pos - place.start(1);
    if (element) return absolutePositionToRelativePosition(inside, element, mapping);
  }
  return absolutePositionToRelativePosition(pos, type, mapping);
}

/** What y-prosemirror remembers of a selection. */
export function relativeSelection(
  binding: Bound,
  { doc, selection }: EditorState,
): ReturnType<typeof getRelativeSelection> {
  const anchor = relativePosition(binding, doc, selection.anchor);
  const head = selection.empty ? anchor : relativePosition(binding, doc, selection.head);
  return { type: selection.toJSON().type as string, anchor, head };
}
