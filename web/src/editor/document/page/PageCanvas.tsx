/**
 * The sheets of paper with the text on them. Sheets stand at fixed places behind the text, so only
 * those near the screen are there at all; zooming scales everything and moves no line.
 */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useState,
  type CSSProperties,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { EditorContent, useEditorState, type Editor } from '@tiptap/react';
import { pagesHeight, sheetTop, type Geometry } from './geometry';
import { noteRange, pagesOf, setGeometry } from './pages';
import classes from './page.module.css';

interface Props {
  editor: Editor;
  /** Null: the text flows on without pages. */
  geometry: Geometry | null;
  zoom: number;
  scroller: RefObject<HTMLElement | null>;
  /** All sheets are drawn, for printing. */
  isWhole: boolean;
  /** What stands on a sheet besides the text; pages count from 0. */
  sheet: (page: number, pages: number) => ReactNode;
  /** The footnotes of a part of the text; of all of it without a range. */
  notes: (range?: { from: number; to: number }) => ReactNode;
  /** A double click at the head or foot of a page. */
  onEdge: (edge: 'header' | 'footer', page: number) => void;
  children?: ReactNode;
}

export const usePageLayout = (editor: Editor) =>
  useEditorState({ editor, selector: ({ editor: now }) => pagesOf(now.state).layout });

const pixels = (value: number) => `${value}px`;

function variables(geometry: Geometry): CSSProperties {
  return {
    '--page-width': pixels(geometry.width),
    '--page-height': pixels(geometry.height),
    '--page-top': pixels(geometry.top),
    '--page-right': pixels(geometry.right),
    '--page-left': pixels(geometry.left),
    '--page-bottom': pixels(geometry.bottom),
  } as CSSProperties;
}

export function PageCanvas(props: Props) {
  const { editor, geometry } = props;
  useLayoutEffect(() => {
    setGeometry(editor.view, geometry);
  }, [editor, geometry]);
  return geometry ? <Paged {...props} geometry={geometry} /> : <Pageless {...props} />;
}

function Pageless({ editor, zoom, notes, children }: Props) {
  return (
    <div className={classes.pageless} style={{ zoom }}>
      <EditorContent editor={editor} />
      <div className={classes.endNotes}>{notes()}</div>
      {children}
    </div>
  );
}

function Paged(props: Props & { geometry: Geometry }) {
  const { editor, geometry, zoom, scroller, isWhole, sheet, notes, onEdge, children } = props;
  const { pages, notes: heights } = usePageLayout(editor);
  const height = pagesHeight(geometry, pages);
  const [first, last] = useVisiblePages(scroller, geometry, zoom, pages);
  const shown = isWhole ? range(0, pages - 1) : range(first, last);

  function onDoubleClick(event: MouseEvent<HTMLDivElement>): void {
    const top = event.currentTarget.getBoundingClientRect().top;
    const y = (event.clientY - top) / zoom;
    const page = Math.floor(y / (geometry.height + geometry.gap));
    const within = y - sheetTop(geometry, page);
    if (within < geometry.top) onEdge('header', page);
    else if (within > geometry.height - geometry.bottom && within < geometry.height) {
      onEdge('footer', page);
    }
  }

  /** A press below the text goes to its end. */
  function onMouseDown(event: MouseEvent<HTMLDivElement>): void {
    if (event.target !== event.currentTarget || !editor.isEditable) return;
    event.preventDefault();
    editor.commands.focus('end', { scrollIntoView: false });
  }

  return (
    <div
      className={classes.room}
      style={{ width: pixels(geometry.width * zoom), height: pixels(height * zoom) }}
    >
      <div
        className={classes.canvas}
        style={{
          ...variables(geometry),
          height: pixels(height),
          transform: zoom === 1 ? undefined : `scale(${zoom})`,
        }}
        onDoubleClick={onDoubleClick}
        onMouseDown={onMouseDown}
      >
        {shown.map((page) => (
          <div
            key={page}
            className={classes.sheet}
            style={{ top: pixels(sheetTop(geometry, page)) }}
            data-page={page + 1}
          >
            {sheet(page, pages)}
          </div>
        ))}
        <EditorContent editor={editor} className={classes.text} />
        {shown
          .filter((page) => (heights[page] ?? 0) > 0)
          .map((page) => (
            <div
              key={page}
              className={classes.notes}
              style={{ bottom: pixels(height - sheetTop(geometry, page) - textFoot(geometry)) }}
            >
              <PageNotes editor={editor} page={page} notes={notes} />
            </div>
          ))}
        {children}
      </div>
    </div>
  );
}

type NotesProps = Pick<Props, 'editor' | 'notes'> & { page: number };

function PageNotes({ editor, page, notes }: NotesProps) {
  const range = useEditorState({
    editor,
    selector: ({ editor: now }) => noteRange(now.state, page),
  });
  return notes(range);
}

/** Where the text ends, from the top of its sheet. */
const textFoot = (geometry: Geometry) => geometry.height - geometry.bottom;

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** The pages near the screen; changes only when others come near. */
function useVisiblePages(
  scroller: RefObject<HTMLElement | null>,
  geometry: Geometry,
  zoom: number,
  pages: number,
): [number, number] {
  const read = useCallback((): [number, number] => {
    const box = scroller.current;
    const step = (geometry.height + geometry.gap) * zoom;
    const top = box?.scrollTop ?? 0;
    const first = Math.floor(top / step) - 1;
    const last = Math.floor((top + (box?.clientHeight ?? 0)) / step) + 1;
    return [Math.max(0, first), Math.min(pages - 1, last)];
  }, [scroller, geometry, zoom, pages]);
  const [shown, setShown] = useState<[number, number]>([0, 1]);
  useEffect(() => {
    const box = scroller.current;
    const look = () =>
      setShown((before) => {
        const now = read();
        return now[0] === before[0] && now[1] === before[1] ? before : now;
      });
    look();
    box?.addEventListener('scroll', look, { passive: true });
    window.addEventListener('resize', look);
    return () => {
      box?.removeEventListener('scroll', look);
      window.removeEventListener('resize', look);
    };
  }, [scroller, read]);
  return shown;
}
