/** What a menu holds: actions, submenus and lines. The menu bar, the search and the key sheet read it. */
import type { Icon } from '@tabler/icons-react';

export interface ActionItem {
  id: string;
  label: string;
  icon?: Icon;
  /** The shortcut as @/platform/keys writes it. */
  keys?: string;
  /** The frame listens to the shortcut; otherwise the editor itself does. */
  isBound?: boolean;
  /** A choice: shown with a tick when true. */
  isOn?: boolean;
  isOff?: boolean;
  run: () => unknown;
}

export interface SubMenu {
  id: string;
  label: string;
  icon?: Icon;
  isOff?: boolean;
  items: readonly MenuItem[];
}

/** Rows and columns are chosen on a grid. */
export interface GridItem {
  id: string;
  grid: (rows: number, columns: number) => unknown;
}

export type MenuItem = ActionItem | SubMenu | GridItem | 'line';

export interface TopMenu {
  id: string;
  label: string;
  items: readonly MenuItem[];
}

export interface FoundAction extends ActionItem {
  /** The menus that lead to it. */
  path: readonly string[];
}

/** All actions of the menus, with the way to each. */
export function actionsIn(menus: readonly TopMenu[]): FoundAction[] {
  return menus.flatMap((menu) => within(menu.items, [menu.label]));
}

function within(items: readonly MenuItem[], path: readonly string[]): FoundAction[] {
  return items.flatMap((item) => {
    if (item === 'line' || 'grid' in item) return [];
    if ('items' in item) return within(item.items, [...path, item.label]);
    return [{ ...item, path }];
  });
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** The actions whose words hold all that was typed; those that begin with it come first. */
export function search(actions: readonly FoundAction[], typed: string): FoundAction[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const rank = (action: FoundAction) => (plain(action.label).startsWith(words[0] ?? '') ? 0 : 1);
  return actions
    .filter((action) => {
      const whole = plain([action.label, ...action.path].join(' '));
      return !action.isOff && words.every((word) => whole.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}
