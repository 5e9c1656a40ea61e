/** A picture in the text: loaded from its asset, resized by its corners with its proportions. */
import type { Node } from '@tiptap/pm/model';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { DocumentOptions } from '../options';

type Options = Pick<DocumentOptions, 'assetUrl' | 't'>;

const CORNERS = ['nw', 'ne', 'sw', 'se'] as const;
const MIN_WIDTH = 16;

export class ImageView implements NodeView {
  readonly dom = document.createElement('span');
  private readonly picture = document.createElement('img');
  private drag: { x: number; width: number; ratio: number; sign: number } | null = null;

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly getPos: () => number | undefined,
    private readonly options: Options,
  ) {
    this.dom.dataset.image = '';
    this.picture.draggable = true;
    this.picture.loading = 'lazy';
    this.picture.referrerPolicy = 'no-referrer';
    this.picture.addEventListener('error', () => this.dom.toggleAttribute('data-broken', true));
    this.picture.addEventListener('load', () => this.dom.removeAttribute('data-broken'));
    this.dom.append(this.picture);
    this.show(node);
  }

  private show(node: Node): void {
    const { src, alt, title, width, height, wrap } = node.attrs;
    const url = this.options.assetUrl(String(src));
    if (this.picture.getAttribute('src') !== url) this.picture.src = url;
    this.picture.alt = String(alt);
    this.picture.title = String(title ?? '');
    this.dom.dataset.wrap = String(wrap);
    this.picture.style.width = width ? `${Number(width)}px` : '';
    // The height follows from the proportions, also where the page is narrower.
    this.picture.style.aspectRatio = width && height ? `${Number(width)} / ${Number(height)}` : '';
    this.node = node;
  }

  update(node: Node): boolean {
    if (node.type.name !== 'image') return false;
    this.show(node);
    return true;
  }

  selectNode(): void {
    this.dom.toggleAttribute('data-selected', true);
    if (!this.view.editable) return;
    for (const corner of CORNERS) {
      const handle = document.createElement('span');
      handle.dataset.handle = corner;
      handle.addEventListener('pointerdown', this.start);
      this.dom.append(handle);
    }
  }

  deselectNode(): void {
    this.dom.removeAttribute('data-selected');
    for (const handle of this.dom.querySelectorAll('[data-handle]')) handle.remove();
  }

  private readonly start = (event: PointerEvent): void => {
    const handle = event.currentTarget;
    if (!(handle instanceof HTMLElement) || event.button !== 0) return;
    event.preventDefault();
    const { width, height } = this.picture.getBoundingClientRect();
    const sign = handle.dataset.handle?.endsWith('w') ? -1 : 1;
    // The page may be zoomed: pixels of the screen are not those of the document.
    const zoom = width / (this.picture.offsetWidth || width);
    this.drag = { x: event.clientX, width, ratio: height / width, sign: sign / zoom };
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', this.pull);
    handle.addEventListener('pointerup', this.release, { once: true });
    handle.addEventListener('pointercancel', this.release, { once: true });
  };

  private readonly pull = (event: PointerEvent): void => {
    if (!this.drag) return;
    const { x, sign } = this.drag;
    const zoom = Math.abs(1 / sign);
    const width = this.drag.width / zoom + (event.clientX - x) * sign;
    const most = this.dom.parentElement?.clientWidth ?? Infinity;
    this.picture.style.width = `${Math.round(Math.min(most, Math.max(MIN_WIDTH, width)))}px`;
    this.picture.style.aspectRatio = `1 / ${this.drag.ratio}`;
  };

  private readonly release = (event: Event): void => {
    const { drag } = this;
    this.drag = null;
    event.currentTarget?.removeEventListener('pointermove', this.pull as EventListener);
    const pos = this.getPos();
    const width = Math.round(Number.parseFloat(this.picture.style.width));
    if (!drag || pos === undefined || !width || width === this.node.attrs.width) return;
    resizeImage(this.view, pos, width, drag.ratio);
  };

  stopEvent = (event: Event): boolean =>
    event.target instanceof HTMLElement && event.target.dataset.handle !== undefined;

  ignoreMutation = (): boolean => true;
}

/** Gives a picture a width; its height follows. */
export function resizeImage(view: EditorView, pos: number, width: number, ratio: number): void {
  const height = Math.max(1, Math.round(width * ratio));
  const tr = view.state.tr.setNodeAttribute(pos, 'width', width);
  view.dispatch(tr.setNodeAttribute(pos, 'height', height));
}
