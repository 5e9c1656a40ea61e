/** The table of contents: drawn from the headings, it follows them; a click leads there. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView, NodeView } from '@tiptap/pm/view';
import type { DocumentOptions } from '../options';
import { documentHeadings, headingPositions } from './headings';

type Options = Pick<DocumentOptions, 't' | 'pageOf'>;

/** Puts the cursor at a heading and shows it. */
export function goToHeading(view: EditorView, index: number): void {
  const pos = headingPositions(view.state)[index];
  if (pos === undefined) return;
  const selection = TextSelection.create(view.state.doc, pos + 1);
  view.dispatch(view.state.tr.setSelection(selection));
  const dom = view.nodeDOM(pos);
  if (dom instanceof Element) dom.scrollIntoView({ block: 'start' });
  view.focus();
}

class Contents implements NodeView {
  readonly dom = document.createElement('nav');

  constructor(
    private node: Node,
    private readonly view: EditorView,
    private readonly options: Options,
    private readonly shown: Set<Contents>,
  ) {
    this.dom.dataset.contents = '';
    this.dom.contentEditable = 'false';
    this.dom.setAttribute('aria-label', options.t('doc.contents'));
    this.dom.addEventListener('click', this.follow);
    shown.add(this);
    this.draw();
  }

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    if (node.attrs.depth !== this.node.attrs.depth) {
      this.node = node;
      this.draw();
    }
    this.node = node;
    return true;
  }

  draw(): void {
    const depth = Number(this.node.attrs.depth);
    const positions = headingPositions(this.view.state);
    const rows = documentHeadings(this.view.state).flatMap((it, index) =>
      it.text && it.level <= depth ? [this.row(it, index, positions[index] ?? 0)] : [],
    );
    this.dom.replaceChildren(...(rows.length > 0 ? rows : [this.hint()]));
  }

  private row(
    { level, text, anchor }: { level: number; text: string; anchor: string },
    index: number,
    pos: number,
  ): HTMLElement {
    const link = document.createElement('a');
    link.href = `#${anchor}`;
    link.dataset.index = String(index);
    link.style.setProperty('--level', String(level - 1));
    const words = document.createElement('span');
    words.textContent = text;
    link.append(words);
    const page = this.options.pageOf(pos);
    if (page !== null) {
      const number = document.createElement('span');
      number.textContent = String(page);
      link.append(number);
    }
    return link;
  }

  private hint(): HTMLElement {
    const hint = document.createElement('span');
    hint.textContent = this.options.t('doc.contents.empty');
    return hint;
  }

  private readonly follow = (event: Event): void => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    goToHeading(this.view, Number(link.dataset.index));
  };

  stopEvent = (event: Event): boolean =>
    event.type === 'mousedown' && event.target instanceof Element && !!event.target.closest('a');

  ignoreMutation = (): boolean => true;

  destroy(): void {
    this.shown.delete(this);
  }
}

export const ContentsView = Extension.create<Options>({
  name: 'contentsView',
  addOptions: () => ({ t: (key) => key, pageOf: () => null }),
  addProseMirrorPlugins() {
    const shown = new Set<Contents>();
    const { options } = this;
    return [
      new Plugin({
        props: {
          nodeViews: {
            tableOfContents: (node, view) => new Contents(node, view, options, shown),
          },
        },
        view: () => ({
          update(view, before) {
            if (documentHeadings(view.state) === documentHeadings(before)) return;
            for (const contents of shown) contents.draw();
          },
        }),
      }),
    ];
  },
});
