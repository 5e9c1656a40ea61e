/**
 * What an app tells the rest of the product: its place in the rail, its pages, its words and its
 * commands. An app's index.ts exports one AppModule and imports nothing heavy: pages load lazily.
 */
import type { ComponentType } from 'react';
import type { Icon } from '@tabler/icons-react';
import type { CatalogueLoaders } from '../i18n';
import type { Me } from '../session';

export interface PageRoute {
  /** Absolute, TanStack syntax: "/drive/folder/$id". */
  path: string;
  load: () => Promise<{ default: ComponentType }>;
  /** "bare" pages come without the frame and without sign-in (public pages). Default "frame". */
  chrome?: 'frame' | 'bare';
}

export interface Command {
  id: string;
  /** Key in the app's catalogue. */
  labelKey: string;
  icon: Icon;
  /** Where it leads; state may be carried in the search part ("/drive?new=folder"). */
  to: string;
  /** Shown as its shortcut; works everywhere when given ("c"). */
  keys?: string;
  isOffered?: (me: Me) => boolean;
}

export interface AppModule {
  name: string;
  /** Catalogue key of the app's name, in its own catalogue. */
  labelKey: string;
  icon: Icon;
  /** The one colour of the app, used in its icon only: a CSS colour. */
  color: string;
  /** Where the rail leads. */
  home: string;
  /** Ascending place in the rail. */
  order: number;
  /** "g" + this key opens the app. */
  key: string;
  pages: PageRoute[];
  locales: CatalogueLoaders;
  commands?: Command[];
  /** A hook: the number on the app's icon (0 shows nothing). */
  useBadge?: () => number;
  isOffered?: (me: Me) => boolean;
}
