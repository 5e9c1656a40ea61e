/** How any part of the screen opens a dialog of drive. */
import { createContext, use } from 'react';
import type { Drive, Node } from '../client/nodes';

export type Ask =
  | { kind: 'folder'; parent: string }
  | { kind: 'drive' }
  | { kind: 'settings'; drive: Drive }
  | { kind: 'rename'; node: Node }
  | { kind: 'place'; verb: 'move' | 'copy'; nodes: readonly Node[] }
  | { kind: 'share'; node: Node };

export const AskContext = createContext<(ask: Ask) => void>(() => undefined);

export const useAsk = (): ((ask: Ask) => void) => use(AskContext);
