/** The editor's screen: head, tools, outline, pages, panel, dialogs. */
import { lazy, memo, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast, usePhone } from '@/ui';
import { usePageSettings } from '../client/page';
import { Margin } from '../comments/Margin';
import { Review, useReview } from '../comments/review';
import { Reviewing } from '../comments/Reviewing';
import { Toolbar } from '../toolbar/Toolbar';
import { Desk } from './Desk';
import { useEditors, type Editors, type Opening } from './editors';
import { Header } from './Header';
import { Outline } from './Outline';
import { Panels } from './Panels';
import { useFrameKeys } from './useFrameKeys';
import { useView } from './useView';
import {
  WorkbenchContext,
  type Dialog,
  type Edge,
  type Mode,
  type Panel,
  type Workbench,
} from './workbench';
import classes from './frame.module.css';

const Dialogs = lazy(() => import('../dialogs/Dialogs'));
const FindBar = lazy(() => import('./FindBar'));

export const Bench = memo(function Bench(opening: Opening) {
  const [wanted, setMode] = useState<Mode>('editing');
  const mode: Mode = opening.open.canEdit ? wanted : 'viewing';
  const editors = useEditors(opening, mode !== 'viewing', mode === 'suggesting');
  return editors && <Frame {...opening} editors={editors} mode={mode} setMode={setMode} />;
});

interface Furnished extends Opening {
  editors: Editors;
  mode: Mode;
  setMode: (mode: Mode) => void;
}

function Frame(furnished: Furnished) {
  const bench = useBench(furnished);
  const { editors } = furnished;
  const isPhone = usePhone();
  const { view, dialog, setView } = bench.workbench;
  const reading = useReview(bench.workbench.review).shown;
  const shown = reading === 'marked' ? undefined : reading;
  const isFinding = dialog === 'find' || dialog === 'replace';
  const hasOutline = view.hasOutline && !isPhone;
  return (
    <WorkbenchContext.Provider value={bench.workbench}>
      <Keys />
      <div
        className={classes.frame}
        data-full={view.isFullScreen || undefined}
        data-paper={view.isPaperWhite ? 'white' : undefined}
      >
        {!view.isFullScreen && <Header />}
        {!view.isFullScreen && !isPhone && (
          <div className={classes.tools}>
            <Toolbar />
          </div>
        )}
        <div className={classes.body} data-suggestions-shown={shown}>
          {hasOutline && <Outline scroller={bench.scroller} />}
          <Desk scroller={bench.scroller} editors={editors} edge={bench.edge} />
          <Suspense>{isFinding && <FindBar />}</Suspense>
          <Reviewing>
            <Margin scroller={bench.scroller} />
            <Panels />
          </Reviewing>
        </div>
        {isPhone && bench.workbench.canEdit && (
          <div className={classes.phoneTools}>
            <Toolbar />
          </div>
        )}
        {view.isFullScreen && <LeaveFullScreen onLeave={() => setView({ isFullScreen: false })} />}
      </div>
      <Suspense>{dialog && !isFinding && <Dialogs dialog={dialog} />}</Suspense>
    </WorkbenchContext.Provider>
  );
}

function Keys() {
  useFrameKeys();
  return null;
}

function LeaveFullScreen({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation('docs');
  return (
    <button type="button" className={classes.leave} onClick={onLeave}>
      {t('full.leave')}
    </button>
  );
}

/** The edge (header or footer) that is being written, and on which page. */
export interface EdgeAt {
  edge: Edge;
  page: number;
}

function useBench({ doc, open, link, editors, mode, setMode }: Furnished) {
  const go = useGo();
  const scroller = useRef<HTMLDivElement>(null);
  const [page, setPage] = usePageSettings(open.ydoc);
  const [view, setView] = useView();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [dialog, ask] = useState<Dialog | null>(null);
  const [naming, setNaming] = useState(0);
  const [edge, setEdge] = useState<EdgeAt | null>(null);
  const canEdit = mode !== 'viewing';
  const editor = edge ? editors[edge.edge] : editors.body;
  const print = usePrint(ask);
  const { t } = useTranslation('docs');
  const [review] = useState(() => new Review());
  const addComment = useCallback(() => {
    const isStarted = editors.body.commands.startComment();
    if (isStarted) review.set({ isDrafting: true, active: null });
    else toast.show(t('comments.nowhere'));
  }, [editors.body, review, t]);
  const workbench = useMemo<Workbench>(
    () => ({
      doc,
      open,
      link,
      body: editors.body,
      editor,
      canWrite: open.canEdit,
      canEdit,
      canComment: open.role !== null && open.role !== 'viewer',
      page,
      setPage,
      mode,
      setMode,
      view,
      setView,
      panel,
      setPanel,
      dialog,
      ask,
      editEdge: (which: Edge, at = 0) => setEdge({ edge: which, page: at }),
      leaveEdge: () => setEdge(null),
      go,
      print,
      rename: () => setNaming((count) => count + 1),
      naming,
      addComment,
      review,
    }),
    // prettier-ignore
    [doc, open, link, editors.body, editor, canEdit, page, setPage, mode, setMode, view, setView,
     panel, dialog, go, print, naming, addComment, review],
  );
  return { workbench, scroller, edge };
}

/** Printing draws all pages first; the browser then prints what is on the screen. */
function usePrint(ask: (dialog: Dialog | null) => void): () => void {
  return useCallback(() => {
    ask(null);
    window.dispatchEvent(new Event('bureau:print'));
  }, [ask]);
}
