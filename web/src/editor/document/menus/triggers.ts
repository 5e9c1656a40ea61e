/**
 * Notices `/`, `@` and `:name` while they are typed, for the menus that open at the cursor. It looks
 * at the few letters before the cursor only. Keys go to the open menu before they reach the text.
 */
import { Extension, type Editor } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { attrsOf } from '../commands/paragraphs';
import { changeOf } from '../tracking/changes';

export type TriggerKind = 'slash' | 'mention' | 'emoji';

export interface Trigger {
  kind: TriggerKind;
  /** From the sign to the cursor. */
  from: number;
  to: number;
  query: string;
}

interface Watch {
  open: Trigger | null;
  /** Where the person closed a menu: it stays closed there. */
  dismissed: number | null;
  /** The element id of the choice that Enter takes. */
  active: string | null;
}

export interface TriggerBridge {
  /** What the open menu does with a key; true when it used it. */
  onKey: ((event: KeyboardEvent) => boolean) | null;
}

declare module '@tiptap/core' {
  interface Storage {
    documentTriggers: TriggerBridge;
  }
}

const key = new PluginKey<Watch>('documentTriggers');
const LOOK_BACK = 48;

const SIGNS: readonly [TriggerKind, RegExp][] = [
  ['slash', /(?:^|\s)(\/([\p{L}\p{M}\d' -]{0,30}))$/u],
  ['mention', /(?:^|[\s(\ufffc])(@([\p{L}\p{M}\d.'/-]+(?: [\p{L}\p{M}\d.'/-]*){0,3})?)$/u],
  ['emoji', /(?:^|[\s(])(:([\p{L}\d_+-]{2,30}))$/u],
];

/** The sign and the words before the cursor. */
function found(state: Pick<Transaction, 'selection'>): Trigger | null {
  const { $from, empty } = state.selection;
  const { parent, parentOffset } = $from;
  if (!empty || parent.type.name !== 'paragraph' || attrsOf(parent).style === 'code') return null;
  const start = Math.max(0, parentOffset - LOOK_BACK);
  const before = parent.textBetween(start, parentOffset, undefined, '\ufffc');
  for (const [kind, pattern] of SIGNS) {
    const [, typed, query = ''] = pattern.exec(before) ?? [];
    if (typed !== undefined) {
      return { kind, from: $from.pos - typed.length, to: $from.pos, query: query.trimStart() };
    }
  }
  return null;
}

/** Whether the transaction put something right before the cursor, as typing does. */
function isTyped(tr: Transaction): boolean {
  const change = changeOf(tr);
  return change !== null && change.toNew === tr.selection.from && change.toNew > change.from;
}

function after(tr: Transaction, watch: Watch): Watch {
  const asked = tr.getMeta(key) as Partial<Watch> | undefined;
  const now = asked ? { ...watch, ...asked } : watch;
  if (!tr.docChanged && !tr.selectionSet) return now;
  const next = found(tr);
  if (!next) return { open: null, dismissed: null, active: null };
  if (next.from === now.dismissed) return { ...now, open: null };
  const goesOn = now.open?.from === next.from || isTyped(tr);
  return { ...now, open: goesOn ? next : null, dismissed: null };
}

export const triggerOf = (state: EditorState): Trigger | null => key.getState(state)?.open ?? null;

export function dismissTrigger(editor: Editor): void {
  const open = triggerOf(editor.state);
  const closed: Partial<Watch> = { open: null, dismissed: open?.from ?? null, active: null };
  if (open) editor.view.dispatch(editor.state.tr.setMeta(key, closed));
}

/** Tells assistive technology which choice is meant. */
export function tellActive(editor: Editor, active: string | null): void {
  if (key.getState(editor.state)?.active === active) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, { active }));
}

/** Removes the sign and the words after it, then does what was chosen. */
export function takeTrigger(editor: Editor, run: (editor: Editor) => void): void {
  const open = triggerOf(editor.state);
  if (open) editor.chain().focus().deleteRange({ from: open.from, to: open.to }).run();
  run(editor);
}

export const Triggers = Extension.create<Record<string, never>, TriggerBridge>({
  name: 'documentTriggers',
  priority: 400,
  addStorage: () => ({ onKey: null }),
  addProseMirrorPlugins() {
    const { storage, editor } = this;
    return [
      new Plugin<Watch>({
        key,
        state: { init: () => ({ open: null, dismissed: null, active: null }), apply: after },
        props: {
          attributes(state): Record<string, string> {
            const active = key.getState(state)?.active;
            return active ? { 'aria-activedescendant': active } : {};
          },
          handleKeyDown(view, event) {
            if (!triggerOf(view.state)) return false;
            if (event.key !== 'Escape') return storage.onKey?.(event) ?? false;
            dismissTrigger(editor);
            return true;
          },
        },
      }),
    ];
  },
});
