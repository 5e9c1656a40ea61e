/** What a card has of a new event when it opens the whole page. */
import type { Draft } from '@/apps/calendar/model/draft';

export type Beginning = Partial<Draft>;

let beginning: Beginning | null = null;

export function handOver(given: Beginning): void {
  beginning = given;
}

/** Take what was handed over; it is given once. */
export function takeOver(): Beginning | null {
  const given = beginning;
  beginning = null;
  return given;
}
