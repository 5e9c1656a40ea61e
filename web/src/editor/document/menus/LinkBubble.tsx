/** At a link: where it leads, with ways to open, copy, change and remove it. */
import { useCallback, useEffect, useState } from 'react';
import { ActionIcon, CopyButton } from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconExternalLink,
  IconLinkOff,
  IconPencil,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { linkAround } from '../commands/links';
import { followLink } from '../inline/follow';
import type { DocumentOptions, LinkPreview } from '../options';
import { documentHeadings } from '../outline/headings';
import { Floating } from './Floating';
import { placeOfRange, usePlace } from './place';
import { popoverOf } from './popover';
import classes from './menus.module.css';

interface Props {
  editor: Editor;
  options: DocumentOptions;
}

export function LinkBubble({ editor, options }: Props) {
  const link = useEditorState({
    editor,
    selector: ({ editor: { state, isFocused } }) => {
      const isFree = state.selection.empty && popoverOf(state) === null && isFocused;
      return isFree ? linkAround(state.selection.$from) : null;
    },
  });
  if (!link) return null;
  return <Bubble key={link.href} editor={editor} options={options} {...link} />;
}

/** The title of what an address leads to. */
function usePreview(editor: Editor, href: string, options: DocumentOptions): LinkPreview | null {
  const [preview, setPreview] = useState<LinkPreview | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    options.previewLink(href, stop.signal).then(
      (found) => !stop.signal.aborted && setPreview(found),
      () => undefined,
    );
    return () => stop.abort();
  }, [href, options]);
  if (!href.startsWith('#')) return preview;
  const heading = documentHeadings(editor.state).find((it) => `#${it.anchor}` === href);
  return heading ? { title: heading.text } : null;
}

function Bubble({
  editor,
  options,
  from,
  to,
  href,
}: Props & { from: number; to: number; href: string }) {
  const { t } = useTranslation('editor');
  const preview = usePreview(editor, href, options);
  const measure = useCallback(() => {
    const end = editor.state.doc.content.size;
    return placeOfRange(editor, Math.min(from, end), Math.min(to, end));
  }, [editor, from, to]);
  const place = usePlace(editor, measure);
  if (!place) return null;
  const tool = { variant: 'subtle', color: 'gray', size: 30 } as const;
  return (
    <Floating place={place} label={t('link')} role="group" isBare>
      <div className={classes.bubble}>
        <a
          className={classes.address}
          href={href}
          title={href}
          onClick={(event) => {
            event.preventDefault();
            followLink(editor, href, options.openLink);
          }}
        >
          <IconExternalLink size={16} stroke={1.75} />
          <span className={classes.told}>
            <span>{preview?.title ?? href}</span>
            {preview?.detail && <span className={classes.detail}>{preview.detail}</span>}
          </span>
        </a>
        <CopyButton value={href}>
          {({ copied, copy }) => (
            <ActionIcon
              {...tool}
              aria-label={t('doc.link.copy')}
              title={t('doc.link.copy')}
              onClick={copy}
            >
              {copied ? (
                <IconCheck size={16} stroke={1.75} />
              ) : (
                <IconCopy size={16} stroke={1.75} />
              )}
            </ActionIcon>
          )}
        </CopyButton>
        {editor.isEditable && (
          <>
            <ActionIcon
              {...tool}
              aria-label={t('doc.link.edit')}
              title={t('doc.link.edit')}
              onClick={() => editor.commands.editLink()}
            >
              <IconPencil size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon
              {...tool}
              aria-label={t('link.remove')}
              title={t('link.remove')}
              onClick={() => editor.chain().focus().removeLink().run()}
            >
              <IconLinkOff size={16} stroke={1.75} />
            </ActionIcon>
          </>
        )}
      </div>
    </Floating>
  );
}
