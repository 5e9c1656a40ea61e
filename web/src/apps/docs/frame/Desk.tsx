/** Where the pages lie: scrolls, zooms, carries header and footer of each page, prints. */
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import type { Editor } from '@tiptap/react';
import { DocumentMenus, FootnoteList } from '@/editor/document';
import { GAP_PX, geometryOf, PageCanvas } from '@/editor/document/page';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import type { EdgeAt } from './Bench';
import { EdgeEditor, SheetEdges, useEdges } from './Edges';
import { useWorkbench } from './workbench';
import { WordChip } from './WordChip';
import classes from './frame.module.css';

interface Props {
  scroller: RefObject<HTMLDivElement | null>;
  editors: { body: Editor; header: Editor; footer: Editor };
  edge: EdgeAt | null;
}

const ROOM_PX = 48;

export function Desk({ scroller, editors, edge }: Props) {
  const { t } = useTranslation('docs');
  const { page, view, canEdit, doc, editor, editEdge } = useWorkbench();
  const isPhone = usePhone();
  const isPrinting = usePrinting();
  const { ref: sizer, width } = useElementSize();
  const edges = useEdges(editors);
  const isPaged = !page.pageless && (!isPhone || isPrinting);
  const geometry = useMemo(
    () => (isPaged ? geometryOf(page, edges.heights, isPrinting ? 0 : GAP_PX) : null),
    [isPaged, page, edges.heights, isPrinting],
  );
  const fit = geometry && width > 0 ? Math.min(2, (width - ROOM_PX) / geometry.width) : 1;
  const chosen = view.zoom === 'fit' ? fit : view.zoom;
  const zoom = isPrinting || isPhone ? 1 : chosen;
  const { body } = editors;
  useEffect(() => {
    const field = body.view.dom;
    field.setAttribute('spellcheck', String(view.hasSpelling));
    if (page.language) field.setAttribute('lang', page.language);
    else field.removeAttribute('lang');
  }, [body, view.hasSpelling, page.language]);

  return (
    <main className={classes.desk} aria-label={doc.name} data-paged={isPaged || undefined}>
      <div
        ref={useMergedRef(scroller, sizer)}
        className={classes.scroll}
        data-page-size={page.size}
        tabIndex={canEdit ? -1 : 0}
        style={page.color ? { '--doc-paper': page.color } : undefined}
      >
        <PageCanvas
          editor={body}
          geometry={geometry}
          zoom={zoom}
          scroller={scroller}
          isWhole={isPrinting}
          onEdge={(which, at) => canEdit && editEdge(which, at)}
          notes={(range) => <FootnoteList editor={body} {...(range ? { range } : {})} />}
          sheet={(at, pages) => (
            <SheetEdges edges={edges} page={at} pages={pages} settings={page} hidden={edge} />
          )}
        >
          {geometry && (
            <>
              <EdgeEditor
                which="header"
                editor={editors.header}
                geometry={geometry}
                at={edge?.edge === 'header' ? edge.page : null}
              />
              <EdgeEditor
                which="footer"
                editor={editors.footer}
                geometry={geometry}
                at={edge?.edge === 'footer' ? edge.page : null}
              />
            </>
          )}
        </PageCanvas>
      </div>
      <DocumentMenus editor={editor} />
      {view.hasWordCount && <WordChip />}
      {isPrinting && geometry && (
        <style>{`@page { size: ${geometry.width}px ${geometry.height}px; margin: 0; }`}</style>
      )}
      <span className="visually-hidden" role="status">
        {isPrinting && t('print.ready')}
      </span>
    </main>
  );
}

/** True while the screen is made ready for paper: no gaps, no zoom, every sheet drawn. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const prepare = () => flushSync(() => setPrinting(true));
    const restore = () => setPrinting(false);
    const print = () => {
      prepare();
      // Pages are cut anew in the next frame; then everything is in its place.
      requestAnimationFrame(() => requestAnimationFrame(() => window.print()));
    };
    window.addEventListener('bureau:print', print);
    window.addEventListener('beforeprint', prepare);
    window.addEventListener('afterprint', restore);
    return () => {
      window.removeEventListener('bureau:print', print);
      window.removeEventListener('beforeprint', prepare);
      window.removeEventListener('afterprint', restore);
    };
  }, []);
  return isPrinting;
}
