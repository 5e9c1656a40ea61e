/** What every part of the editor's frame shares: the document, the editor that has the cursor, the view. */
import { createContext, use } from 'react';
import type { Editor } from '@tiptap/react';
import type { OpenDocument } from '@/platform/realtime';
import type { PageSettings } from '@/editor/document/page';
import type { Doc } from '../client/docs';
import type { Review } from '../comments/review';
import type { View } from './useView';

export type Mode = 'editing' | 'suggesting' | 'viewing';
export type Panel = 'comments' | 'versions' | 'details' | 'suggestions';
export type Edge = 'header' | 'footer';
export type Dialog =
  | 'copy'
  | 'details'
  | 'emoji'
  | 'find'
  | 'imageAddress'
  | 'keys'
  | 'link'
  | 'menus'
  | 'move'
  | 'page'
  | 'replace'
  | 'share'
  | 'spacing'
  | 'words';

/** The open document: what stays the same while one types. */
export type Open = Pick<
  OpenDocument,
  'ydoc' | 'provider' | 'role' | 'error' | 'isReady' | 'canEdit'
>;

export interface Workbench {
  doc: Doc;
  open: Open;
  /** The token of the link through which a guest came; null for people of the organisation. */
  link: string | null;
  /** The editor of the text. */
  body: Editor;
  /** The editor that has the cursor: the text, the header or the footer. */
  editor: Editor;
  /** The person may write at all; whether that happens as a suggestion is the mode. */
  canWrite: boolean;
  /** The person writes now: not in viewing mode. */
  canEdit: boolean;
  canComment: boolean;
  page: PageSettings;
  setPage: (change: Partial<PageSettings>) => void;
  mode: Mode;
  setMode: (mode: Mode) => void;
  view: View;
  setView: (change: Partial<View>) => void;
  panel: Panel | null;
  setPanel: (panel: Panel | null) => void;
  dialog: Dialog | null;
  ask: (dialog: Dialog | null) => void;
  /** Write the header or footer, on the page that is shown. */
  editEdge: (edge: Edge, page?: number) => void;
  leaveEdge: () => void;
  go: (href: string) => void;
  print: () => void;
  /** Puts the cursor into the name; `naming` counts how often that was asked. */
  rename: () => void;
  naming: number;
  addComment: () => void;
  /** What of comments and suggestions is looked at. */
  review: Review;
}

export const WorkbenchContext = createContext<Workbench | null>(null);

export function useWorkbench(): Workbench {
  const bench = use(WorkbenchContext);
  if (!bench) throw new Error('no workbench here');
  return bench;
}
