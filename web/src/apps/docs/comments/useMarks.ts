/** Where threads and suggestions are in the text now; read anew a moment after each change. */
import { useEffect, useState } from 'react';
import type { Editor } from '@tiptap/react';
import { anchorsOf, suggestionsOf, type Anchor, type Suggestion } from '@/editor/collaboration';

export interface Marks {
  anchors: Map<string, Anchor>;
  suggestions: Suggestion[];
}

const PAUSE_MS = 120;

const read = (editor: Editor): Marks => ({
  anchors: anchorsOf(editor.state.doc),
  suggestions: suggestionsOf(editor.state.doc),
});

export function useMarks(editor: Editor): Marks {
  const [marks, setMarks] = useState(() => read(editor));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (!editor.isDestroyed) setMarks(read(editor));
      }, PAUSE_MS);
    };
    setMarks(read(editor));
    editor.on('transaction', later);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', later);
    };
  }, [editor]);
  return marks;
}
