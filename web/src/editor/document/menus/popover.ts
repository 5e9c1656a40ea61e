/**
 * Which small form is open over the text (a link, an equation, a picture's description), and where.
 * At most one; it follows its place while others type, and closes when that is gone.
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { linkAround } from '../commands/links';

export type PopoverKind = 'link' | 'equation' | 'alt';

export interface Popover {
  kind: PopoverKind;
  from: number;
  to: number;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentPopover: {
      /** Opens the form for the link at the selection, or for a new one. */
      editLink: () => ReturnType;
      /** Opens the form of the equation or picture at a position, or of the selected one. */
      editEquation: (pos?: number) => ReturnType;
      editImageText: (pos?: number) => ReturnType;
      closePopover: () => ReturnType;
    };
  }
}

const key = new PluginKey<Popover | null>('documentPopover');

export const popoverOf = (state: EditorState): Popover | null => key.getState(state) ?? null;

function follow(tr: Transaction, open: Popover | null): Popover | null {
  const asked = tr.getMeta(key) as { open: Popover | null } | undefined;
  if (asked) return asked.open;
  if (!open || !tr.docChanged) return open;
  const from = tr.mapping.map(open.from, -1);
  const to = tr.mapping.map(open.to, 1);
  const isGone = open.to > open.from && from === to;
  return isGone ? null : { ...open, from, to };
}

export const showPopover = (tr: Transaction, open: Popover | null): Transaction =>
  tr.setMeta(key, { open });

function editLink(tr: Transaction): boolean {
  const { $from, from, to, empty } = tr.selection;
  if (!$from.parent.inlineContent) return false;
  const around = empty ? linkAround($from) : null;
  showPopover(tr, { kind: 'link', from: around?.from ?? from, to: around?.to ?? to });
  return true;
}

function editAtom(tr: Transaction, kind: PopoverKind, name: string, at?: number): boolean {
  const pos = at ?? tr.selection.from;
  if (tr.doc.nodeAt(pos)?.type.name !== name) return false;
  showPopover(tr, { kind, from: pos, to: pos + 1 });
  return true;
}

export const Popovers = Extension.create({
  name: 'documentPopover',
  addCommands: () => ({
    editLink:
      () =>
      ({ tr }) =>
        editLink(tr),
    editEquation:
      (pos) =>
      ({ tr }) =>
        editAtom(tr, 'equation', 'equation', pos),
    editImageText:
      (pos) =>
      ({ tr }) =>
        editAtom(tr, 'alt', 'image', pos),
    closePopover:
      () =>
      ({ tr }) =>
        Boolean(showPopover(tr, null)),
  }),
  addProseMirrorPlugins: () => [
    new Plugin<Popover | null>({ key, state: { init: () => null, apply: follow } }),
  ],
});
