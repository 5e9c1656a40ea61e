/** Reordering rows by dragging their handle; the keyboard has its own buttons for the same. */
import { useState, type DragEvent } from 'react';

interface Dragging {
  from: number;
  over: number;
}

export function useDragOrder(move: (from: number, to: number) => void) {
  const [dragging, setDragging] = useState<Dragging | null>(null);

  const handle = (index: number) => ({
    draggable: true,
    onDragStart: (event: DragEvent<HTMLElement>) => {
      const row = event.currentTarget.closest('[data-drag-row]');
      event.dataTransfer.effectAllowed = 'move';
      event.dataTransfer.setData('text/plain', '');
      if (row) event.dataTransfer.setDragImage(row, 16, 16);
      setDragging({ from: index, over: index });
    },
    onDragEnd: () => setDragging(null),
  });

  const row = (index: number) => ({
    'data-drag-row': true,
    'data-dragged': dragging?.from === index || undefined,
    'data-drop': dropSide(dragging, index),
    onDragOver: (event: DragEvent) => {
      if (!dragging) return;
      event.preventDefault();
      if (dragging.over !== index) setDragging({ ...dragging, over: index });
    },
    onDrop: (event: DragEvent) => {
      if (!dragging) return;
      event.preventDefault();
      setDragging(null);
      if (dragging.from !== index) move(dragging.from, index);
    },
  });

  return { handle, row };
}

function dropSide(dragging: Dragging | null, index: number): 'before' | 'after' | undefined {
  if (dragging?.over !== index || dragging.from === index) return undefined;
  return dragging.from < index ? 'after' : 'before';
}
