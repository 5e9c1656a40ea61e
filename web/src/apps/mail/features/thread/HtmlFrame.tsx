/**
 * Shows a message's page in a frame where no script runs, as high as its content. Links to mail
 * addresses open a composer; keys pressed inside reach the page's shortcuts.
 */
import { useEffect, useRef, useState } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { FOLDED, framed, ROOT, type Look } from '@/apps/mail/model/frame';
import { QuoteButton } from './QuoteButton';
import classes from './thread.module.css';

let faces: string | null = null;

/** The rules of our font, taken from the page's own sheets. */
function fontFaces(): string {
  faces ??= [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule)
    .map((rule) => rule.cssText)
    .filter((text) => text.includes('Inter Variable'))
    .join('');
  return faces;
}

function lookNow(scheme: Look['scheme']): Look {
  const style = getComputedStyle(document.documentElement);
  return {
    text: style.getPropertyValue('--b-text'),
    link: style.getPropertyValue('--b-accent-text'),
    font: style.getPropertyValue('--mantine-font-family').replace(/"/g, "'"),
    scheme,
    faces: fontFaces(),
  };
}

/** Make the frame as high as its content; wide pages are made smaller, never cut. */
function fit(frame: HTMLIFrameElement): void {
  const root = frame.contentDocument?.getElementById(ROOT);
  if (!root) return;
  root.style.zoom = '1';
  const width = frame.clientWidth;
  const zoom = root.scrollWidth > width + 1 ? Math.max(0.5, width / root.scrollWidth) : 1;
  root.style.zoom = String(zoom);
  frame.style.height = `${Math.ceil(root.getBoundingClientRect().height) + 1}px`;
}

function forwardKeys(page: Document): void {
  page.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    const copy = { key, ctrlKey, metaKey, shiftKey, altKey, bubbles: true, cancelable: true };
    if (!document.dispatchEvent(new KeyboardEvent('keydown', copy))) event.preventDefault();
  });
}

export function HtmlFrame({ html, onReady }: { html: string; onReady?: () => void }) {
  const { t } = useTranslation('mail');
  const go = useGo();
  const scheme = useComputedColorScheme();
  const frame = useRef<HTMLIFrameElement>(null);
  const watch = useRef<ResizeObserver | null>(null);
  const [isUnfolded, setUnfolded] = useState(false);
  const { data } = useQuery({
    queryKey: ['mail-frame', html, scheme],
    queryFn: () => framed(html, lookNow(scheme)),
    staleTime: Infinity,
    gcTime: 60_000,
  });
  useEffect(() => () => watch.current?.disconnect(), []);
  useEffect(() => {
    const current = frame.current;
    current?.contentDocument?.documentElement.classList.toggle(FOLDED, !isUnfolded);
    if (current) fit(current);
  }, [isUnfolded]);
  if (!data) return null;

  function onLoad(): void {
    const current = frame.current;
    const page = current?.contentDocument;
    const root = page?.getElementById(ROOT);
    if (!current || !page || !root) return;
    page.documentElement.classList.toggle(FOLDED, !isUnfolded);
    fit(current);
    let width = current.clientWidth;
    watch.current?.disconnect();
    watch.current = new ResizeObserver(() => {
      // Only the frame's width is ours to react to: its height is what we set.
      if (current.clientWidth === width) return;
      width = current.clientWidth;
      fit(current);
    });
    watch.current.observe(current);
    for (const image of page.images) image.addEventListener('load', () => fit(current));
    forwardKeys(page);
    page.addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a[href^="mailto:"]');
      if (!link) return;
      event.preventDefault();
      const address = (link.getAttribute('href') ?? '').slice(7).split('?')[0] ?? '';
      go(`${window.location.pathname}?write=${encodeURIComponent(decodeURIComponent(address))}`);
    });
    onReady?.();
  }

  return (
    <>
      <iframe
        ref={frame}
        className={classes.frame}
        data-paper={data.hasColours || undefined}
        title={t('body')}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        srcDoc={data.html}
        onLoad={onLoad}
      />
      {data.hasQuote && (
        <QuoteButton isOpen={isUnfolded} onToggle={() => setUnfolded(!isUnfolded)} />
      )}
    </>
  );
}
