/** Conversations dragged from the list onto a mailbox of the side bar. */
import type { DragEvent } from 'react';
import type { Row } from '../model/mail';

let dragged: readonly Row[] = [];

export function dragRows(event: DragEvent, rows: readonly Row[]): void {
  dragged = rows;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('application/x-bureau-mail', String(rows.length));
}

/** The rows of a drop; empty when something else was dropped. */
export function droppedRows(event: DragEvent): readonly Row[] {
  const isOurs = event.dataTransfer.types.includes('application/x-bureau-mail');
  return isOurs ? dragged : [];
}
