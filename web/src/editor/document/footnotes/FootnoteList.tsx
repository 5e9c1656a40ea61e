/** Footnotes as a list to write in: all of the document, or those of one page. */
import { useEffect, useRef } from 'react';
import type { Editor } from '@tiptap/core';
import { redo, undo } from '@tiptap/pm/history';
import type { EditorView } from '@tiptap/pm/view';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { focusNote, openNote, refreshNote } from './noteView';
import { documentFootnotes, footnotesBetween, type FootnoteEntry } from './numbers';
import { EDIT_FOOTNOTE } from './reference';
import classes from './footnotes.module.css';

interface Props {
  editor: Editor;
  /** Only the footnotes whose references stand here. */
  range?: { from: number; to: number };
}

const isSame = (one: FootnoteEntry[], other: FootnoteEntry[] | null) =>
  one.length === other?.length &&
  one.every((it, index) => it.pos === other[index]?.pos && it.node === other[index]?.node);

export function FootnoteList({ editor, range }: Props) {
  const { t } = useTranslation('editor');
  const notes = useEditorState({
    editor,
    selector: ({ editor: { state } }) =>
      range ? footnotesBetween(state, range.from, range.to) : documentFootnotes(state),
    equalityFn: isSame,
  });
  if (notes.length === 0) return null;
  return (
    <section className={classes.notes} aria-label={t('doc.footnotes')}>
      <ol>
        {notes.map((note) => (
          <li key={note.number} value={note.number}>
            <Note editor={editor} entry={note} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Undo of the document, whoever keeps it: collaboration's, else ProseMirror's own. */
function undone(editor: Editor, name: 'undo' | 'redo'): boolean {
  const commands: Record<string, unknown> = { ...editor.commands };
  const command = commands[name];
  if (typeof command === 'function') return Boolean(command());
  return (name === 'undo' ? undo : redo)(editor.state, editor.view.dispatch);
}

function Note({ editor, entry }: { editor: Editor; entry: FootnoteEntry }) {
  const { t } = useTranslation('editor');
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(entry);
  const label = t('doc.footnote.of', { number: entry.number });
  useEffect(() => {
    latest.current = entry;
    if (view.current) refreshNote(view.current, entry.node);
  });
  useEffect(() => {
    if (!place.current) return;
    const made = openNote(place.current, latest.current.node, {
      view: editor.view,
      position: () => positionOf(editor, latest.current),
      label,
      leave: () =>
        editor
          .chain()
          .setTextSelection(latest.current.pos + latest.current.node.nodeSize)
          .focus()
          .run(),
      undo: () => undone(editor, 'undo'),
      redo: () => undone(editor, 'redo'),
    });
    view.current = made;
    const edit = (event: Event) => {
      const isMine = event instanceof CustomEvent && event.detail === latest.current.pos;
      if (!isMine) return;
      event.preventDefault();
      focusNote(made);
    };
    editor.view.dom.addEventListener(EDIT_FOOTNOTE, edit);
    return () => {
      editor.view.dom.removeEventListener(EDIT_FOOTNOTE, edit);
      made.destroy();
      view.current = null;
    };
  }, [editor, label]);
  return <div ref={place} className={classes.note} />;
}

/** Where the note is now: the list may be a frame behind the document. */
function positionOf(editor: Editor, entry: FootnoteEntry): number | null {
  return documentFootnotes(editor.state)[entry.number - 1]?.pos ?? null;
}
