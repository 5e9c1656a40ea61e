/** Equations drawn by KaTeX, which is loaded when the first one is shown. */
import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { NodeView } from '@tiptap/pm/view';
import type { Words } from '../options';

interface Katex {
  render: (latex: string, element: HTMLElement, options: Record<string, unknown>) => void;
}

let loading: Promise<Katex> | null = null;

function loadKatex(): Promise<Katex> {
  loading ??= Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([katex]) => katex.default,
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Draws a formula; until KaTeX is there, and where it fails, its source shows. */
export async function drawEquation(
  element: HTMLElement,
  latex: string,
  isDisplay: boolean,
): Promise<void> {
  if (!element.hasChildNodes()) element.textContent = latex;
  try {
    const katex = await loadKatex();
    katex.render(latex, element, {
      displayMode: isDisplay,
      throwOnError: false,
      // A document is written by others: no links, no endless macros, no giant boxes.
      trust: false,
      maxExpand: 200,
      maxSize: 40,
    });
  } catch {
    element.textContent = latex;
  }
}

class EquationView implements NodeView {
  readonly dom = document.createElement('span');
  private drawn = '';

  constructor(
    private readonly t: Words,
    node: Node,
  ) {
    this.dom.dataset.latex = '';
    this.show(node);
  }

  private show(node: Node): void {
    const latex = String(node.attrs.latex);
    const isDisplay = node.attrs.display === true;
    const wanted = `${isDisplay ? 'd' : 'i'}${latex}`;
    if (wanted === this.drawn) return;
    this.drawn = wanted;
    this.dom.dataset.display = String(isDisplay);
    this.dom.toggleAttribute('data-empty', latex === '');
    if (latex) void drawEquation(this.dom, latex, isDisplay);
    else this.dom.textContent = this.t('doc.equation.new');
  }

  update(node: Node): boolean {
    if (node.type.name !== 'equation') return false;
    this.show(node);
    return true;
  }

  ignoreMutation = (): boolean => true;
}

export const Equations = Extension.create<{ t: Words }>({
  name: 'equations',
  addOptions: () => ({ t: (key) => key }),
  addProseMirrorPlugins() {
    const { t } = this.options;
    const { editor } = this;
    return [
      new Plugin({
        props: {
          nodeViews: { equation: (node) => new EquationView(t, node) },
          handleClickOn(view, _, node, pos) {
            if (node.type.name !== 'equation' || !view.editable) return false;
            editor.chain().setNodeSelection(pos).editEquation(pos).run();
            return true;
          },
        },
      }),
    ];
  },
});
