/** A picture in the text that is made smaller and larger by its corner, or with + and − when chosen. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';

const LEAST_PX = 24;

export class PictureView implements NodeView {
  readonly dom = document.createElement('span');
  private readonly image = document.createElement('img');
  private readonly handle = document.createElement('span');
  private start: { x: number; width: number } | null = null;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
  ) {
    this.dom.dataset.picture = '';
    this.handle.dataset.handle = '';
    this.handle.addEventListener('pointerdown', this.grab);
    this.handle.addEventListener('pointermove', this.pull);
    this.handle.addEventListener('pointerup', this.release);
    this.dom.append(this.image, this.handle);
    this.show();
  }

  private show(): void {
    const { src, alt, width } = this.node.attrs;
    if (this.image.getAttribute('src') !== src) this.image.src = String(src ?? '');
    this.image.alt = String(alt ?? '');
    this.image.style.width = width ? `${Number(width)}px` : '';
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show();
    return true;
  }

  selectNode(): void {
    this.dom.toggleAttribute('data-selected', true);
  }

  deselectNode(): void {
    this.dom.removeAttribute('data-selected');
  }

  private readonly grab = (event: PointerEvent): void => {
    event.preventDefault();
    this.start = { x: event.clientX, width: this.image.offsetWidth };
    this.handle.setPointerCapture(event.pointerId);
  };

  private readonly pull = (event: PointerEvent): void => {
    if (!this.start) return;
    const most = this.view.dom.clientWidth - 32;
    const width = this.start.width + event.clientX - this.start.x;
    this.image.style.width = `${Math.round(Math.min(most, Math.max(LEAST_PX, width)))}px`;
  };

  private readonly release = (): void => {
    const pos = this.getPos();
    const isPulled = this.start !== null;
    this.start = null;
    const width = String(Math.round(Number.parseFloat(this.image.style.width)));
    if (!isPulled || pos === undefined || width === 'NaN' || width === this.node.attrs.width)
      return;
    this.view.dispatch(this.view.state.tr.setNodeAttribute(pos, 'width', width));
  };

  stopEvent = (event: Event): boolean => event.target === this.handle;

  ignoreMutation = (): boolean => true;
}
