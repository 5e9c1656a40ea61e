/** Where something of the document is on the screen, kept up while it scrolls and changes. */
import { useEffect, useState } from 'react';
import type { Editor } from '@tiptap/core';

export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function placeOfRange(editor: Editor, from: number, to: number): Place {
  const start = editor.view.coordsAtPos(from, 1);
  const end = to > from ? editor.view.coordsAtPos(to, -1) : start;
  const isOneLine = Math.abs(end.top - start.top) < 4;
  const left = isOneLine ? start.left : Math.min(start.left, end.left);
  return {
    left,
    top: start.top,
    width: isOneLine ? Math.max(0, end.right - start.left) : 0,
    height: end.bottom - start.top,
  };
}

export function placeOfNode(editor: Editor, pos: number): Place | null {
  const dom = editor.view.nodeDOM(pos);
  if (!(dom instanceof Element)) return null;
  const { left, top, width, height } = dom.getBoundingClientRect();
  return { left, top, width, height };
}

const isSame = (one: Place | null, other: Place | null) =>
  one?.left === other?.left &&
  one?.top === other?.top &&
  one?.width === other?.width &&
  one?.height === other?.height;

/** Measures now, and again after changes, scrolling and resizing, at most once a frame. */
export function usePlace(editor: Editor, measure: () => Place | null): Place | null {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      frame = 0;
      if (editor.isDestroyed) return;
      const next = measure();
      setPlace((known) => (isSame(known, next) ? known : next));
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    editor.on('transaction', soon);
    window.addEventListener('scroll', soon, { capture: true, passive: true });
    window.addEventListener('resize', soon);
    return () => {
      cancelAnimationFrame(frame);
      editor.off('transaction', soon);
      window.removeEventListener('scroll', soon, { capture: true });
      window.removeEventListener('resize', soon);
    };
  }, [editor, measure]);
  return place;
}
