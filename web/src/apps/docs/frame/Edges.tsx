/**
 * Header and footer. Each has one small editor; the sheets show copies of what it drew, with the
 * page's own number, and the editor itself comes up in the place of the copy that is written.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { Switch } from '@mantine/core';
import { EditorContent, type Editor } from '@tiptap/react';
import { EDGE_PX, sheetTop, type Geometry, type PageSettings } from '@/editor/document/page';
import { documentClass } from '@/editor/document';
import { useTranslation } from '@/platform/i18n';
import type { EdgeAt } from './Bench';
import { useWorkbench, type Edge } from './workbench';
import classes from './edges.module.css';

interface Drawn {
  html: string;
  isEmpty: boolean;
}

interface Edges {
  header: Drawn;
  footer: Drawn;
  heights: { header: number; footer: number };
}

const nothing: Drawn = { html: '', isEmpty: true };

function draw(editor: Editor): Drawn {
  const isEmpty =
    editor.state.doc.childCount === 1 && editor.state.doc.firstChild?.content.size === 0;
  return { html: editor.view.dom.innerHTML, isEmpty };
}

/** What one edge looks like and how high it is; read again when it was edited. */
function useDrawn(editor: Editor): [Drawn, number] {
  const [drawn, setDrawn] = useState(nothing);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const look = () => {
      const now = draw(editor);
      setDrawn((before) => (before.html === now.html ? before : now));
      setHeight(now.isEmpty ? 0 : editor.view.dom.offsetHeight);
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(editor.view.dom);
    look();
    editor.on('update', look);
    return () => {
      watcher.disconnect();
      editor.off('update', look);
    };
  }, [editor]);
  return [drawn, height];
}

export function useEdges({ header, footer }: { header: Editor; footer: Editor }): Edges {
  const [head, headHeight] = useDrawn(header);
  const [foot, footHeight] = useDrawn(footer);
  return useMemo(
    () => ({ header: head, footer: foot, heights: { header: headHeight, footer: footHeight } }),
    [head, foot, headHeight, footHeight],
  );
}

interface SheetProps {
  edges: Edges;
  page: number;
  pages: number;
  settings: PageSettings;
  /** The edge that is being written: its copy on this page makes room for the editor. */
  hidden: EdgeAt | null;
}

export function SheetEdges({ edges, page, pages, settings, hidden }: SheetProps) {
  if (page === 0 && settings.differentFirst) return null;
  const shows = (edge: Edge) =>
    !edges[edge].isEmpty && !(hidden?.edge === edge && hidden.page === page);
  const isNumbered = settings.pageNumbers && !edges.footer.html.includes('data-field="page"');
  return (
    <>
      {shows('header') && <Copy edge="header" html={edges.header.html} page={page} pages={pages} />}
      {shows('footer') && <Copy edge="footer" html={edges.footer.html} page={page} pages={pages} />}
      {isNumbered && <span className={classes.number}>{page + 1}</span>}
    </>
  );
}

interface CopyProps {
  edge: Edge;
  html: string;
  page: number;
  pages: number;
}

/** What the editor drew, with the numbers of this page filled in. */
function Copy({ edge, html, page, pages }: CopyProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.innerHTML = html;
    for (const field of element.querySelectorAll('[data-field="page"]')) {
      field.textContent = String(page + 1);
    }
    for (const field of element.querySelectorAll('[data-field="pages"]')) {
      field.textContent = String(pages);
    }
  }, [html, page, pages]);
  return <div ref={box} className={`${classes.copy} ${documentClass}`} data-edge={edge} />;
}

interface EditorProps {
  which: Edge;
  editor: Editor;
  geometry: Geometry;
  /** The page on which it is written; null when it is not. */
  at: number | null;
}

export function EdgeEditor({ which, editor, geometry, at }: EditorProps) {
  const { t } = useTranslation('docs');
  const { leaveEdge, body, page, setPage } = useWorkbench();
  const isOpen = at !== null;
  useEffect(() => {
    if (isOpen) editor.commands.focus('end');
  }, [isOpen, editor]);
  const top = sheetTop(geometry, at ?? 0);
  const place =
    which === 'header'
      ? { top: top + EDGE_PX }
      : { top: top + geometry.height - EDGE_PX, transform: 'translateY(-100%)' };

  function leave(): void {
    leaveEdge();
    body.commands.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    leave();
  }

  return (
    <div
      className={classes.editor}
      style={place}
      data-open={isOpen || undefined}
      data-edge={which}
      inert={!isOpen}
      onKeyDown={onKeyDown}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <EditorContent editor={editor} />
      {isOpen && (
        <div className={classes.options}>
          <span>{t(which)}</span>
          <Switch
            size="xs"
            label={t('page.first')}
            checked={page.differentFirst}
            onChange={(event) => setPage({ differentFirst: event.currentTarget.checked })}
          />
          <button type="button" onClick={() => editor.chain().focus().insertField('page').run()}>
            {t('page.number')}
          </button>
          <button type="button" onClick={() => editor.chain().focus().insertField('pages').run()}>
            {t('page.count')}
          </button>
          <button type="button" onClick={leave}>
            {t('done')}
          </button>
        </div>
      )}
    </div>
  );
}
