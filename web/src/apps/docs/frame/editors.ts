/** The editors of a document: its text, and the small ones of header and footer. */
import { useMemo, useRef } from 'react';
import { Extension } from '@tiptap/core';
import { useEditor, type Editor } from '@tiptap/react';
import type * as Y from 'yjs';
import {
  collaboration,
  CommentMarks,
  suggesting,
  undoManagerOf,
  userOf,
} from '@/editor/collaboration';
import { documentClass, documentExtensions, type DocumentOptions } from '@/editor/document';
import { DirectTyping, pageAt, Pages, pagesOf } from '@/editor/document/page';
import { useGo } from '@/platform/app';
import { currentLanguage, useTranslation } from '@/platform/i18n';
import { assetUrl, previewLink, storeImage, type Doc } from '../client/docs';
import { findFiles, findPeople } from '../client/mentions';
import { findPlugin } from '../model/find';
import { toast } from '@/ui';
import type { Open } from './workbench';

/** The newest schema (bureau/docs/schema.json) that these editors speak. */
export const SCHEMA = 1;

const Find = Extension.create({ name: 'find', addProseMirrorPlugins: () => [findPlugin()] });

export interface Opening {
  doc: Doc;
  open: Open;
  link: string | null;
}

/** What the editor borrows from around it. `body` is asked later, when it is there. */
function useOptions({ doc, link }: Opening, body: { editor: Editor | null }): DocumentOptions {
  const { t } = useTranslation('editor');
  const go = useGo();
  return useMemo(
    () => ({
      documentId: doc.id,
      t: (key, values) => t(key, values ?? {}),
      language: currentLanguage(),
      uploadImage: (source, _, signal) => storeImage(doc.id, source, link, signal),
      assetUrl: (src, document) => assetUrl(document ?? doc.id, src, link),
      findPeople,
      findFiles,
      previewLink: (href, signal) => previewLink(doc.id, href, link, signal),
      mentionHref: (kind, ref) => hrefOf(kind, ref),
      openLink: (href) =>
        href.startsWith('/') ? go(href) : void window.open(href, '_blank', 'noopener'),
      pageOf: (pos) => (body.editor ? pageAt(body.editor.state, pos) : null),
      fieldText: (kind) => {
        if (kind === 'title') return document.title;
        if (kind === 'pages' && body.editor) return String(pagesOf(body.editor.state).layout.pages);
        return null;
      },
      smartQuotes: () => true,
    }),
    [doc.id, link, t, go, body],
  );
}

function hrefOf(kind: string, ref: string): string | null {
  if (kind === 'person') return `/people?person=${ref}`;
  if (kind === 'file') return `/drive/files/${ref}`;
  return null;
}

export interface Editors {
  body: Editor;
  header: Editor;
  footer: Editor;
}

/** Header, footer and text share one stack of undo. Null until they are made, a moment after the first drawing. */
export function useEditors(
  opening: Opening,
  canEdit: boolean,
  isSuggesting: boolean,
): Editors | null {
  const { t } = useTranslation('docs');
  const { open } = opening;
  const { ydoc, provider } = open;
  const holder = useMemo<{ editor: Editor | null }>(() => ({ editor: null }), []);
  const options = useOptions(opening, holder);
  const undo = useMemo(
    () => undoManagerOf(['body', 'header', 'footer'].map((name) => ydoc.getXmlFragment(name))),
    [ydoc],
  );
  const suggestions = useSuggesting(provider, isSuggesting);
  const common = { provider, undo, suggestions };
  const body = useOne(ydoc.getXmlFragment('body'), common, options, t('text.of'), canEdit, true);
  const header = useOne(ydoc.getXmlFragment('header'), common, options, t('header'), canEdit);
  const footer = useOne(ydoc.getXmlFragment('footer'), common, options, t('footer'), canEdit);
  holder.editor = body;
  return useMemo(
    () => body && header && footer && { body, header, footer },
    [body, header, footer],
  );
}

/** Tells the editors who suggests, without making them anew when the mode changes. */
function useSuggesting({ awareness }: Open['provider'], isSuggesting: boolean): Extension {
  const { t } = useTranslation('docs');
  const author = useRef<string | null>(null);
  author.current = isSuggesting ? (userOf(awareness.getLocalState() ?? undefined)?.id ?? '') : null;
  return useMemo(
    () =>
      suggesting({
        author: () => author.current,
        onRefused: () => toast.show(t('suggestions.impossible')),
      }),
    [t],
  );
}

interface Common extends Omit<Parameters<typeof collaboration>[0], 'fragment'> {
  suggestions: Extension;
}

function useOne(
  fragment: Y.XmlFragment,
  common: Common,
  options: DocumentOptions,
  label: string,
  isEditable: boolean,
  isBody = false,
): Editor | null {
  const editor = useEditor(
    {
      // Made while drawing, it would be thrown away and made again whenever drawing takes long.
      immediatelyRender: false,
      extensions: [
        ...documentExtensions(options),
        collaboration({ fragment, ...common }),
        common.suggestions,
        DirectTyping,
        ...(isBody ? [Pages, Find, CommentMarks] : []),
      ],
      editable: isEditable,
      shouldRerenderOnTransaction: false,
      autofocus: isBody ? 'start' : false,
      editorProps: {
        attributes: {
          class: documentClass,
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
        },
      },
    },
    [fragment, options],
  );
  if (editor && editor.isEditable !== isEditable) editor.setEditable(isEditable, false);
  return editor;
}
