/** List paragraphs on the screen: as the schema draws them, with the number that they have now. */
import { DOMSerializer, type Node } from '@tiptap/pm/model';
import type { NodeView, ViewMutationRecord } from '@tiptap/pm/view';
import type { Words } from '../options';
import { renderParagraph } from '../schema/paragraph';
import type { Tracked } from '../tracking/nodes';

/** Draws a paragraph as its schema says. */
export function plainView(node: Node, t: Words): NodeView {
  return DOMSerializer.renderSpec(document, renderParagraph(node, t));
}

export class ItemView implements NodeView {
  readonly dom: HTMLElement;
  readonly contentDOM: HTMLElement | undefined;
  private readonly isNumbered: boolean;

  constructor(
    private node: Node,
    t: Words,
    readonly getPos: () => number | undefined,
    private readonly shown: ShownItems,
  ) {
    const { dom, contentDOM } = DOMSerializer.renderSpec(document, renderParagraph(node, t));
    this.dom = dom;
    this.contentDOM = contentDOM;
    this.isNumbered = node.attrs.list === 'ordered';
    if (this.isNumbered) shown.add(node, this);
  }

  update(node: Node): boolean {
    if (!node.sameMarkup(this.node)) return false;
    if (this.isNumbered && node !== this.node) this.shown.move(this.node, node, this);
    this.node = node;
    return true;
  }

  label(text: string): void {
    if (this.dom.dataset.label !== text) this.dom.dataset.label = text;
  }

  // The number is written past ProseMirror, which must not read the paragraph again for it.
  ignoreMutation = (mutation: ViewMutationRecord): boolean =>
    mutation.type === 'attributes' && mutation.target === this.dom;

  destroy(): void {
    if (this.isNumbered) this.shown.remove(this.node, this);
  }
}

/** The numbered paragraphs on the screen by their node. */
export class ShownItems {
  /** Whether views came that have no number yet. */
  hasNew = false;
  private readonly views = new Map<Node, Set<ItemView>>();

  add(node: Node, view: ItemView): void {
    const known = this.views.get(node);
    if (known) known.add(view);
    else this.views.set(node, new Set([view]));
    this.hasNew = true;
  }

  remove(node: Node, view: ItemView): void {
    const known = this.views.get(node);
    known?.delete(view);
    if (known?.size === 0) this.views.delete(node);
  }

  move(from: Node, to: Node, view: ItemView): void {
    const { hasNew } = this;
    this.remove(from, view);
    this.add(to, view);
    this.hasNew = hasNew;
  }

  /** Writes the numbers. One node can stand in several places, then positions tell which is which. */
  write(numbering: { nodes: readonly Tracked[]; labels: readonly string[] } | undefined): void {
    this.hasNew = false;
    for (const [index, { pos, node }] of (numbering?.nodes ?? []).entries()) {
      const views = this.views.get(node);
      const label = numbering?.labels[index] ?? '';
      for (const view of views ?? []) {
        if (views?.size === 1 || view.getPos() === pos) view.label(label);
      }
    }
  }
}
