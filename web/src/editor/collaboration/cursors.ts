/**
 * Colleagues' carets and selections. The flag with the name shows after a move and fades; it
 * comes back under the pointer. Idle people are grey.
 */
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { yCursorPlugin } from 'y-prosemirror';
import type { Awareness } from 'y-protocols/awareness';
import { colorOfUser, userOf } from './presence';
import classes from './collaboration.module.css';

const FLAG_MS = 2500;

type Carets = Map<number, HTMLElement>;

function caret(client: number, awareness: Awareness): HTMLElement {
  const state = awareness.getStates().get(client);
  const user = userOf(state) ?? { id: String(client), name: '' };
  const element = document.createElement('span');
  element.className = `${classes.caret} ${classes.fresh}`;
  element.dataset.client = String(client);
  element.style.setProperty('--person', colorOfUser(user));
  const flag = document.createElement('span');
  flag.className = classes.flag ?? '';
  // Drawn by CSS, so that the name is no part of the text that is read or copied.
  flag.dataset.name = user.name;
  element.append('\u2060', flag, '\u2060');
  return element;
}

function isShown(own: string | undefined, self: number, client: number, state: object): boolean {
  const user = userOf({ ...state });
  return client !== self && user !== null && user.id !== own;
}

/** Shows the flags of those who moved, for a while. */
function flagPlugin(awareness: Awareness, carets: Carets): Plugin {
  return new Plugin({
    key: new PluginKey('caretFlags'),
    view: () => {
      const timers = new Map<number, ReturnType<typeof setTimeout>>();
      const wave = ({ updated }: { updated: number[] }) => {
        for (const client of updated) {
          const element = carets.get(client);
          if (!element) continue;
          const isIdle = awareness.getStates().get(client)?.idle === true;
          element.classList.toggle(classes.idle ?? '', isIdle);
          element.classList.add(classes.fresh ?? '');
          clearTimeout(timers.get(client));
          timers.set(
            client,
            setTimeout(() => element.classList.remove(classes.fresh ?? ''), FLAG_MS),
          );
        }
      };
      awareness.on('change', wave);
      return {
        destroy: () => {
          awareness.off('change', wave);
          timers.forEach((timer) => clearTimeout(timer));
        },
      };
    },
  });
}

export function cursorPlugins(awareness: Awareness): Plugin[] {
  const carets: Carets = new Map();
  const cursors = yCursorPlugin(awareness, {
    awarenessStateFilter: (self: number, client: number, state: object) =>
      isShown(userOf(awareness.getLocalState() ?? undefined)?.id, self, client, state),
    cursorBuilder: (_user: unknown, client: number) => {
      const element = caret(client, awareness);
      carets.set(client, element);
      setTimeout(() => element.classList.remove(classes.fresh ?? ''), FLAG_MS);
      return element;
    },
    selectionBuilder: (user: { id?: string }) => ({
      class: classes.selected ?? '',
      style: `--person:${colorOfUser({ id: user.id ?? '' })}`,
    }),
  }) as Plugin;
  return [cursors, flagPlugin(awareness, carets)];
}
