/** Follow a colleague: the page scrolls along with their caret until one acts oneself. */
import { useEffect, useState } from 'react';
import type { Editor } from '@tiptap/react';
import type { Awareness } from 'y-protocols/awareness';
import type { Participant } from '@/editor/collaboration';

const caretOf = (editor: Editor, clients: number[]): Element | null =>
  clients
    .map((client) => editor.view.dom.querySelector(`[data-client="${client}"]`))
    .find((it) => it !== null) ?? null;

export function useFollow(editor: Editor, awareness: Awareness, people: Participant[]) {
  const [followed, follow] = useState<string | null>(null);
  const clients = people.find((it) => it.id === followed)?.clients;
  useEffect(() => {
    if (followed === null) return;
    if (!clients) return follow(null);
    let frame = 0;
    const go = () => {
      cancelAnimationFrame(frame);
      // The caret is drawn in the turn after the news.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(() =>
          caretOf(editor, clients)?.scrollIntoView({ block: 'center', behavior: 'smooth' }),
        );
      });
    };
    const stop = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('[data-presence]')) return;
      follow(null);
    };
    const acts = ['wheel', 'keydown', 'pointerdown', 'touchmove'] as const;
    for (const name of acts) document.addEventListener(name, stop, { passive: true });
    awareness.on('change', go);
    go();
    return () => {
      cancelAnimationFrame(frame);
      awareness.off('change', go);
      for (const name of acts) document.removeEventListener(name, stop);
    };
  }, [followed, clients, editor, awareness]);
  return { followed, follow };
}
