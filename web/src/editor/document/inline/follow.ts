/** Clicks that lead somewhere: mentions, links with Ctrl (or in a document one may only read). */
import { Extension, type Editor } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { hrefOn } from '../commands/links';
import type { DocumentOptions } from '../options';
import { documentHeadings, positionOfAnchor } from '../outline/headings';
import { goToHeading } from '../outline/contents';

type Options = Pick<DocumentOptions, 'mentionHref' | 'openLink'>;

/** Follows a link: to a heading of this document, a page of ours, or away. */
export function followLink(editor: Editor, href: string, openLink: (href: string) => void): void {
  if (!href.startsWith('#')) return openLink(href);
  const anchor = decodeURIComponent(href.slice(1));
  const index = documentHeadings(editor.state).findIndex((it) => it.anchor === anchor);
  if (positionOfAnchor(editor.state, anchor) !== null) goToHeading(editor.view, index);
}

function linkAtClick(view: EditorView, pos: number): string {
  const $pos = view.state.doc.resolve(pos);
  return hrefOn($pos.nodeAfter) || hrefOn($pos.nodeBefore);
}

export const Following = Extension.create<Options>({
  name: 'following',
  addOptions: () => ({ mentionHref: () => null, openLink: () => undefined }),
  addProseMirrorPlugins() {
    const { mentionHref, openLink } = this.options;
    const { editor } = this;
    return [
      new Plugin({
        props: {
          handleClickOn(_, __, node, ___, ____, isDirect) {
            if (!isDirect || node.type.name !== 'mention') return false;
            const href = mentionHref(String(node.attrs.kind), String(node.attrs.ref));
            if (href) openLink(href);
            return href !== null;
          },
          handleClick(view, pos, event) {
            if (view.editable && !event.ctrlKey && !event.metaKey) return false;
            const href = linkAtClick(view, pos);
            if (href) followLink(editor, href, openLink);
            return href !== '';
          },
          handleDOMEvents: {
            // The browser must not follow links itself: that would leave the document.
            click(_, event) {
              const link = event.target instanceof Element && event.target.closest('a[href]');
              if (link) event.preventDefault();
              return false;
            },
          },
        },
      }),
    ];
  },
});
