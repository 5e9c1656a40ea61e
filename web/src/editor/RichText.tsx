/**
 * A rich text field: bold, italic, underline, lists, quotes and links, by keys and by a row of
 * buttons. It reports HTML; the first value is its content, later ones are ignored.
 */
import { useEffect, useRef, type ReactNode } from 'react';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { Placeholder } from '@tiptap/extensions';
import { FormatBar } from './FormatBar';
import classes from './editor.module.css';

interface Props {
  label: string;
  initialHtml: string;
  placeholder?: string;
  onChange: (html: string) => void;
  /** Files that were pasted or dropped; they are not part of the text. */
  onFiles?: (files: File[]) => void;
  autoFocus?: boolean;
  /** Whether the row of buttons shows. */
  hasBar?: boolean;
  /** Scrolls along below the text. */
  below?: ReactNode;
}

const filesOf = (transfer: DataTransfer | null): File[] => [...(transfer?.files ?? [])];

export function RichText(props: Props) {
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  function take(transfer: DataTransfer | null): boolean {
    const files = filesOf(transfer);
    // Office programs put a picture of copied text beside the text; the text is meant.
    if (files.length === 0 || transfer?.types.includes('text/html')) return false;
    latest.current.onFiles?.(files);
    return latest.current.onFiles !== undefined;
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
      },
      // Ctrl+Enter belongs to the form around; the editor would break the line.
      handleKeyDown: (_, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      handlePaste: (_, event) => take(event.clipboardData),
      handleDrop: (_, event) => {
        const isTaken = take(event.dataTransfer);
        // The area around takes dropped files too; one of them is enough.
        if (isTaken) event.stopPropagation();
        return isTaken;
      },
    },
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.getHTML()),
  });
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
