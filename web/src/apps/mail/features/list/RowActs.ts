/** What rows ask of their list. The functions stay the same, so that rows are drawn once. */
import { createContext, use } from 'react';
import type { Row } from '@/apps/mail/model/mail';

export interface RowActs {
  choose: (row: Row, isExtending: boolean) => void;
  star: (row: Row, value: boolean) => void;
  important: (row: Row, value: boolean) => void;
}

export const RowActsContext = createContext<RowActs | null>(null);

export function useRowActs(): RowActs {
  const acts = use(RowActsContext);
  if (!acts) throw new Error('outside of a list');
  return acts;
}
