/** What every view needs: the calendars, how times are shown, and what one can do with an event. */
import { createContext, use } from 'react';
import type { Calendar, Occurrence, Settings } from '../client/types';
import type { Day } from '../model/days';
import type { Times } from '../model/moving';
import type { View } from '../model/views';
import type { TimeWords } from './useTimes';

export interface Bench {
  calendars: ReadonlyMap<string, Calendar>;
  settings: Settings;
  zone: string;
  times: TimeWords;
  now: number;
  today: Day;
  mayCreate: boolean;
  /** The event whose card is open. */
  openId: string;
  open: (it: Occurrence, anchor: Element) => void;
  /** Ask what the new event is, beside where it will be. */
  create: (times: Times) => void;
  /** Resolves once it has been moved or the person thought better of it. */
  move: (it: Occurrence, times: Times) => Promise<void>;
  go: (view: View, day: Day) => void;
}

export const BenchContext = createContext<Bench | null>(null);

export function useBench(): Bench {
  const bench = use(BenchContext);
  if (!bench) throw new Error('a view of the calendar stands outside its page');
  return bench;
}
