/** The labels as the tree that the person made of them. */
import { isLabel, type Mailbox } from './mail';

export interface LabelNode {
  box: Mailbox;
  depth: number;
  hasChildren: boolean;
  /** Its own unread conversations and, while it is closed, those below it. */
  unread: number;
}

const parentOf = (box: Mailbox, boxes: readonly Mailbox[]): Mailbox | undefined =>
  boxes.find((it) => it.id === box.parentId && isLabel(it));

/** "Orders / Returns". */
export function pathOf(box: Mailbox, boxes: readonly Mailbox[]): string {
  const parent = parentOf(box, boxes);
  return parent ? `${pathOf(parent, boxes)} / ${box.name}` : box.name;
}

/** Whether a label lies in another one, at any depth. */
export function isBelow(box: Mailbox, above: string, boxes: readonly Mailbox[]): boolean {
  const parent = parentOf(box, boxes);
  return parent !== undefined && (parent.id === above || isBelow(parent, above, boxes));
}

const byName = (one: Mailbox, other: Mailbox): number =>
  one.sortOrder - other.sortOrder || one.name.localeCompare(other.name);

/** The labels in the order of the side bar; what lies in a closed one is left out. */
export function treeOf(boxes: readonly Mailbox[], closed: ReadonlySet<string>): LabelNode[] {
  const labels = boxes.filter(isLabel);
  function below(parent: string | null, depth: number): LabelNode[] {
    const here = labels.filter((it) => (parentOf(it, boxes)?.id ?? null) === parent).sort(byName);
    return here.flatMap((box) => {
      const children = below(box.id, depth + 1);
      const isClosed = closed.has(box.id);
      const inside = labels.filter((it) => isBelow(it, box.id, boxes));
      const hidden = isClosed ? inside.reduce((sum, it) => sum + it.unreadThreads, 0) : 0;
      const node = {
        box,
        depth,
        hasChildren: children.length > 0,
        unread: box.unreadThreads + hidden,
      };
      return [node, ...(isClosed ? [] : children)];
    });
  }
  return below(null, 0);
}
