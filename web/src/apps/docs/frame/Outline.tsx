/** The headings at the left: the one that is being read is marked, a press goes there. */
import { useEffect, useState, type RefObject } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconArrowBarLeft } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { headingsOf, isSameOutline, type Heading } from '../model/outline';
import { useWorkbench } from './workbench';
import classes from './outline.module.css';

const SETTLE_MS = 200;

/** The headings, read again a moment after an edit. */
function useHeadings(editor: Editor): Heading[] {
  const [headings, setHeadings] = useState(() => headingsOf(editor.state.doc));
  useEffect(() => {
    let timer = 0;
    const read = () =>
      setHeadings((before) => {
        const now = headingsOf(editor.state.doc);
        return isSameOutline(before, now) ? before : now;
      });
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(read, SETTLE_MS);
    };
    read();
    editor.on('update', later);
    return () => {
      window.clearTimeout(timer);
      editor.off('update', later);
    };
  }, [editor]);
  return headings;
}

const topOf = (editor: Editor, heading: Heading): number => {
  const element = editor.view.nodeDOM(heading.pos);
  return element instanceof HTMLElement ? element.getBoundingClientRect().top : Infinity;
};

/** The last heading above the reading line; found by halving, so long documents cost nothing. */
function currentOf(editor: Editor, headings: readonly Heading[], line: number): number {
  let [low, high] = [0, headings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const heading = headings[middle];
    if (heading && topOf(editor, heading) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function useCurrent(
  editor: Editor,
  headings: readonly Heading[],
  scroller: RefObject<HTMLElement | null>,
): number {
  const [current, setCurrent] = useState(-1);
  useEffect(() => {
    const box = scroller.current;
    let frame = 0;
    const look = () => {
      frame = 0;
      const line = (box?.getBoundingClientRect().top ?? 0) + 120;
      setCurrent(currentOf(editor, headings, line));
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    soon();
    box?.addEventListener('scroll', soon, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      box?.removeEventListener('scroll', soon);
    };
  }, [editor, headings, scroller]);
  return current;
}

export function Outline({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation('docs');
  const { body, setView, canEdit } = useWorkbench();
  const headings = useHeadings(body);
  const current = useCurrent(body, headings, scroller);

  function go(heading: Heading): void {
    const element = body.view.nodeDOM(heading.pos);
    if (element instanceof HTMLElement)
      element.scrollIntoView({ block: 'start', behavior: 'smooth' });
    if (canEdit) body.commands.setTextSelection(heading.pos + 1);
    body.view.dom.focus({ preventScroll: true });
  }

  return (
    <nav className={classes.outline} aria-label={t('outline')}>
      <div className={classes.head}>
        <h2>{t('outline')}</h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={t('outline.hide')}
          onClick={() => setView({ hasOutline: false })}
        >
          <IconArrowBarLeft size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      {headings.length === 0 ? (
        <p className={classes.empty}>{t('outline.empty')}</p>
      ) : (
        <ol className={classes.list}>
          {headings.map((heading, index) => (
            <li key={`${index}-${heading.text}`}>
              <button
                type="button"
                className={classes.link}
                style={{ paddingInlineStart: 4 + heading.level * 12 }}
                aria-current={index === current ? 'location' : undefined}
                title={heading.text}
                onClick={() => go(heading)}
              >
                {heading.text}
              </button>
            </li>
          ))}
        </ol>
      )}
    </nav>
  );
}
