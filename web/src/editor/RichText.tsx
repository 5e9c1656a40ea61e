/**
 * A rich text field: bold, lists, quotes, links, colours, sizes, emoji and pictures, by keys and by
 * a row of buttons. It reports HTML; the first value is its content, later ones are ignored.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { EditorContent, useEditor, type AnyExtension, type Editor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { Placeholder } from '@tiptap/extensions';
import type { EditorView } from '@tiptap/pm/view';
import { FormatBar } from './FormatBar';
import { LookMark } from './rich/looks';
import { cleanPasted } from './rich/paste';
import { PictureNode } from './rich/pictures';
import { SignatureNode } from './rich/signature';
import type { KeepPicture } from './wire';
import classes from './editor.module.css';

interface Props {
  label: string;
  initialHtml: string;
  placeholder?: string;
  onChange: (html: string) => void;
  /** Files that were pasted or dropped; they are not part of the text. */
  onFiles?: (files: File[]) => void;
  /** Pictures that were pasted or dropped become part of the text; without it they are files. */
  onPicture?: KeepPicture;
  /** Further abilities; they are read once. */
  extensions?: AnyExtension[];
  /** Lends the editor to the surroundings, and takes it back with null. */
  onEditor?: (editor: Editor | null) => void;
  /** The language that the browser's spelling check goes by. */
  language?: string;
  autoFocus?: boolean;
  /** Whether the row of buttons shows. */
  hasBar?: boolean;
  /** Scrolls along below the text. */
  below?: ReactNode;
}

const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])];
const isPicture = (file: File) => /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.type);

/** Put pictures into the text where they were dropped, else at the cursor. */
function place(view: EditorView, files: readonly File[], keep: KeepPicture, at?: number): void {
  const type = view.state.schema.nodes.picture;
  if (!type) return;
  const nodes = files.map((file) => type.create({ ...keep(file), alt: file.name }));
  const { tr, selection } = view.state;
  view.dispatch(
    at === undefined ? tr.replaceWith(selection.from, selection.to, nodes) : tr.insert(at, nodes),
  );
}

export function RichText(props: Props) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  function take(view: EditorView, transfer: DataTransfer | null, at?: number): boolean {
    const files = filesOf(transfer);
    // Office programs put a picture of copied text beside the text; the text is meant.
    if (files.length === 0 || transfer?.getData('text/plain')) return false;
    const { onFiles, onPicture } = latest.current;
    const pictures = onPicture ? files.filter(isPicture) : [];
    const others = files.filter((file) => !pictures.includes(file));
    if (onPicture && pictures.length) place(view, pictures, onPicture, at);
    if (others.length) onFiles?.(others);
    return pictures.length > 0 || onFiles !== undefined;
  }
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        heading: false,
        horizontalRule: false,
        code: false,
        codeBlock: false,
        // Mail programs give paragraphs margins of their own; a line shall stay a line.
        paragraph: { HTMLAttributes: { style: 'margin:0' } },
        link: { openOnClick: false, defaultProtocol: 'https', HTMLAttributes: { class: null } },
      }),
      Placeholder.configure({ placeholder: props.placeholder ?? '' }),
      LookMark,
      PictureNode,
      SignatureNode,
      ...(props.extensions ?? []),
    ],
    content: props.initialHtml,
    autofocus: props.autoFocus ? 'start' : false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        class: classes.text ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': props.label,
        spellcheck: 'true',
        ...(props.language ? { lang: props.language } : {}),
      },
      transformPastedHTML: (html) => cleanPasted(html, latest.current.onPicture),
      // Ctrl+Enter belongs to the form around; the editor would break the line.
      handleKeyDown: (_, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      handlePaste: (view, event) => take(view, event.clipboardData),
      handleDrop: (view, event) => {
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
        const isTaken = take(view, event.dataTransfer, at);
        // The area around takes dropped files too; one of them is enough.
        if (isTaken) event.stopPropagation();
        return isTaken;
      },
    },
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.getHTML()),
  });
  useEffect(() => {
    latest.current.onEditor?.(editor);
    return () => latest.current.onEditor?.(null);
  }, [editor]);
  return (
    <div className={classes.editor}>
      <div className={classes.scroll}>
        <EditorContent editor={editor} className={classes.content} />
        {props.below}
      </div>
      {props.hasBar !== false && <FormatBar editor={editor} />}
    </div>
  );
}
