/** Conversations dragged from the list onto a mailbox, and labels dragged onto conversations. */
import type { DragEvent } from 'react';
import type { Row } from '../model/mail';

const ROWS = 'application/x-bureau-mail';
const LABEL = 'application/x-bureau-label';
let dragged: readonly Row[] = [];
let label = '';

export function dragRows(event: DragEvent, rows: readonly Row[]): void {
  dragged = rows;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData(ROWS, String(rows.length));
}

/** The rows of a drop; empty when something else was dropped. */
export function droppedRows(event: DragEvent): readonly Row[] {
  return event.dataTransfer.types.includes(ROWS) ? dragged : [];
}

export function dragLabel(event: DragEvent, id: string): void {
  label = id;
  event.dataTransfer.effectAllowed = 'link';
  event.dataTransfer.setData(LABEL, id);
}

/** The label that is dragged; empty when it is something else. */
export const draggedLabel = (event: DragEvent): string =>
  event.dataTransfer.types.includes(LABEL) ? label : '';
