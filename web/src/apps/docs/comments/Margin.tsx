/**
 * Comments and suggestions beside the text, each at the height of its anchor. Only those near the
 * screen are placed, so a document with hundreds scrolls as one with none.
 */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { ActionIcon } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconMessagePlus } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { draftOf, type Suggestion } from '@/editor/collaboration';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { SuggestionCard } from '../suggestions/SuggestionCard';
import type { Thread } from './client';
import { NewThread } from './NewThread';
import { useReview } from './review';
import { stack } from './stack';
import { ThreadCard } from './ThreadCard';
import { useReviewing } from './useReviewing';
import classes from './comments.module.css';

const ROOM_PX = 312;
/** With less room than this for the page, cards are shown in the panel alone. */
const PAGE_PX = 640;
const DRAFT = 'draft';

interface Noted {
  id: string;
  from: number;
  thread?: Thread;
  suggestion?: Suggestion;
}

type Scroller = RefObject<HTMLDivElement | null>;

export function Margin({ scroller }: { scroller: Scroller }) {
  const { panel, view, review } = useWorkbench();
  const { isDrafting, shown } = useReview(review);
  const isPhone = usePhone();
  const notes = useNotes();
  const isFree = panel === null && !isPhone && !view.isFullScreen && shown === 'marked';
  const isUsed = isFree && (notes.length > 0 || isDrafting);
  const hasRoom = useRoom(scroller, isUsed);
  return (
    <>
      {isUsed && hasRoom && <Cards scroller={scroller} notes={notes} />}
      {!isPhone && <AddButton scroller={scroller} />}
    </>
  );
}

function useNotes(): Noted[] {
  const { threads, marks } = useReviewing();
  const open = threads.flatMap((thread) => {
    const anchor = marks.anchors.get(thread.id);
    return anchor && !thread.is_resolved ? [{ id: thread.id, from: anchor.from, thread }] : [];
  });
  const suggested = marks.suggestions.map((suggestion) => ({
    id: suggestion.id,
    from: suggestion.from,
    suggestion,
  }));
  return [...open, ...suggested];
}

/** Keeps the page clear of the cards while there are any. */
function useRoom(scroller: Scroller, isUsed: boolean): boolean {
  const [hasRoom, setRoom] = useState(false);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const look = () => {
      const fits = element.offsetWidth >= PAGE_PX + ROOM_PX;
      setRoom(fits);
      element.style.paddingInlineEnd = isUsed && fits ? `${ROOM_PX}px` : '';
    };
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    look();
    return () => {
      watcher.disconnect();
      element.style.paddingInlineEnd = '';
    };
  }, [scroller, isUsed]);
  return hasRoom;
}

/** Runs at most once a frame after scrolling, resizing and changes of the text. */
function useFrames(scroller: Scroller, editor: Editor, run: () => void): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const element = scroller.current;
    let frame = 0;
    const later = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        latest.current();
      });
    };
    const watcher = new ResizeObserver(later);
    if (element) watcher.observe(element);
    watcher.observe(editor.view.dom);
    element?.addEventListener('scroll', later, { passive: true });
    editor.on('transaction', later);
    later();
    return () => {
      cancelAnimationFrame(frame);
      watcher.disconnect();
      element?.removeEventListener('scroll', later);
      editor.off('transaction', later);
    };
  }, [scroller, editor]);
}

function topOf(editor: Editor, pos: number): number | null {
  if (pos > editor.state.doc.content.size) return null;
  return editor.view.coordsAtPos(pos).top;
}

/** Positions at the top and bottom of the screen, with room for cards that reach in. */
function seenRange(editor: Editor, box: DOMRect): [number, number] {
  const left = editor.view.dom.getBoundingClientRect().left + 100;
  const at = (top: number) => editor.view.posAtCoords({ left, top })?.pos;
  const size = editor.state.doc.content.size;
  return [(at(box.top + 4) ?? 0) - 1500, (at(box.bottom - 4) ?? size) + 500];
}

function Cards({ scroller, notes }: { scroller: Scroller; notes: Noted[] }) {
  const { body, review } = useWorkbench();
  const { active, isDrafting } = useReview(review);
  const margin = useRef<HTMLDivElement>(null);
  const [wishes, setWishes] = useState(new Map<string, number>());
  const [heights, setHeights] = useState(new Map<string, number>());
  const measure = () => {
    const box = margin.current?.getBoundingClientRect();
    if (!box || body.isDestroyed) return;
    const [first, last] = seenRange(body, box);
    const draft = isDrafting ? draftOf(body.state) : null;
    const all = [...notes, ...(draft ? [{ id: DRAFT, from: draft.from }] : [])];
    const seen = all.flatMap(({ id, from }): [string, number][] => {
      const top = from < first || from > last ? null : topOf(body, from);
      return top === null ? [] : [[id, Math.round(top - box.top) - 4]];
    });
    const isSame = seen.length === wishes.size && seen.every(([id, top]) => wishes.get(id) === top);
    if (!isSame) setWishes(new Map(seen));
  };
  useFrames(scroller, body, measure);
  useLayoutEffect(measure);
  const onHeight = (id: string, height: number) =>
    setHeights((before) => (before.get(id) === height ? before : new Map(before).set(id, height)));
  const cards = [...wishes].map(([id, top]) => ({ id, top, height: heights.get(id) ?? 80 }));
  const tops = stack(cards, isDrafting ? DRAFT : active);
  const shown = notes.filter((it) => wishes.has(it.id)).sort((a, b) => a.from - b.from);
  return (
    <div ref={margin} className={classes.margin} data-margin>
      {shown.map((note) => (
        <Placed key={note.id} id={note.id} top={tops.get(note.id) ?? 0} onHeight={onHeight}>
          <NoteCard note={note} isActive={active === note.id} />
        </Placed>
      ))}
      {isDrafting && (
        <Placed id={DRAFT} top={tops.get(DRAFT) ?? 0} onHeight={onHeight}>
          <NewThread />
        </Placed>
      )}
    </div>
  );
}

interface PlacedProps {
  id: string;
  top: number;
  onHeight: (id: string, height: number) => void;
  children: React.ReactNode;
}

function Placed({ id, top, onHeight, children }: PlacedProps) {
  const { ref, height } = useElementSize<HTMLDivElement>();
  useEffect(() => {
    if (height > 0) onHeight(id, height);
  }, [id, height, onHeight]);
  return (
    <div ref={ref} className={classes.placed} style={{ top }}>
      {children}
    </div>
  );
}

function NoteCard({ note, isActive }: { note: Noted; isActive: boolean }) {
  const { actions, pick } = useReviewing();
  const { thread, suggestion } = note;
  if (suggestion) return <SuggestionCard suggestion={suggestion} isActive={isActive} />;
  if (!thread) return null;
  return (
    <ThreadCard
      thread={thread}
      actions={actions}
      isActive={isActive}
      isOrphan={false}
      onPick={() => pick(thread.id)}
    />
  );
}

/** Beside the selection, at the right edge of the text. */
function AddButton({ scroller }: { scroller: Scroller }) {
  const { t } = useTranslation('docs');
  const { body, editor, canComment, addComment, review } = useWorkbench();
  const { isDrafting } = useReview(review);
  const [place, setPlace] = useState<{ top: number; left: number } | null>(null);
  useFrames(scroller, body, () => {
    const { selection } = body.state;
    const frame = scroller.current?.closest('main')?.parentElement?.getBoundingClientRect();
    const isWanted = canComment && editor === body && !selection.empty && !isDrafting;
    if (!isWanted || !frame) return setPlace(null);
    const top = Math.round(body.view.coordsAtPos(selection.from).top - frame.top);
    const left = Math.round(body.view.dom.getBoundingClientRect().right - frame.left + 8);
    setPlace((before) => (before?.top === top && before.left === left ? before : { top, left }));
  });
  if (!place || place.top < 0) return null;
  return (
    <ActionIcon
      className={classes.add ?? ''}
      style={place}
      variant="default"
      size={36}
      radius="xl"
      aria-label={t('comments.add')}
      title={t('comments.add')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={addComment}
    >
      <IconMessagePlus size={18} stroke={1.75} />
    </ActionIcon>
  );
}
