/**
 * Pictures on their way to the server. They are not part of the document yet: each shows as a
 * placeholder with its progress, for this person alone, and is inserted when it is stored. One that
 * failed can be tried again or dropped.
 */
import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import type { DocumentOptions, StoredImage } from '../options';
import { changeOf, mapThrough } from '../tracking/changes';
import { create } from '../commands/insert';
import { drawPlaceholder } from './placeholder';

type Options = Pick<DocumentOptions, 'uploadImage' | 't'>;

/** A picture to fetch and store: a file, or an address for the server to read. */
export interface ImageSource {
  source: File | string;
  attrs?: Record<string, unknown>;
}

export interface Upload extends ImageSource {
  id: number;
  pos: number;
  dom: HTMLElement;
  stop: AbortController;
}

interface Asked {
  add?: Upload[];
  remove?: number;
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    documentUploads: {
      /** Stores these pictures and inserts each at the position, or at the cursor. */
      uploadImages: (sources: readonly (File | string)[], pos?: number) => ReturnType;
    };
  }
}

const key = new PluginKey<readonly Upload[]>('imageUploads');
let nextId = 1;

/** Whether a file is a picture that a document can hold. */
export const isPicture = (file: File): boolean =>
  /^image\/(png|jpe?g|gif|webp|svg\+xml|avif|bmp)$/.test(file.type);

export const uploadsOf = (state: EditorState): readonly Upload[] => key.getState(state) ?? [];

/** Adds placeholders at positions of the transaction's document; their upload then starts. */
export function addUploads(
  tr: Transaction,
  wanted: readonly (ImageSource & { pos: number })[],
): Transaction {
  const add = wanted.map((it): Upload => {
    const stop = new AbortController();
    return { ...it, id: nextId++, dom: document.createElement('span'), stop };
  });
  return tr.setMeta(key, { add } satisfies Asked);
}

function after(tr: Transaction, uploads: readonly Upload[]): readonly Upload[] {
  const asked = tr.getMeta(key) as Asked | undefined;
  const change = uploads.length > 0 ? changeOf(tr) : null;
  const moved = change
    ? uploads.map((it) => ({ ...it, pos: mapThrough(change, it.pos) }))
    : uploads;
  if (!asked) return moved;
  return [...moved.filter((it) => it.id !== asked.remove), ...(asked.add ?? [])];
}

/** The nearest place at which a picture may stand in a line. */
function placeNear(state: EditorState, pos: number): number | null {
  const $pos = state.doc.resolve(Math.min(pos, state.doc.content.size));
  if ($pos.parent.type.name === 'paragraph') return $pos.pos;
  if ($pos.nodeBefore?.type.name === 'paragraph') return $pos.pos - 1;
  return $pos.nodeAfter?.type.name === 'paragraph' ? $pos.pos + 1 : null;
}

/** Puts the stored picture where its placeholder is now. */
function settle(view: EditorView, id: number, stored: StoredImage): void {
  const upload = uploadsOf(view.state).find((it) => it.id === id);
  if (!upload) return;
  const tr = view.state.tr.setMeta(key, { remove: id } satisfies Asked);
  const pos = placeNear(view.state, upload.pos);
  const { width, height } = upload.attrs?.width ? upload.attrs : stored;
  const attrs = { ...upload.attrs, src: stored.src, width, height };
  if (pos !== null) tr.insert(pos, create(view.state.doc, 'image', attrs));
  view.dispatch(tr);
}

function drop(view: EditorView, upload: Upload): void {
  upload.stop.abort();
  view.dispatch(view.state.tr.setMeta(key, { remove: upload.id } satisfies Asked));
}

function start(view: EditorView, upload: Upload, options: Options): void {
  const shown = drawPlaceholder(upload.dom, upload.source, options.t, {
    retry: () => start(view, upload, options),
    drop: () => drop(view, upload),
  });
  const done = (stored: StoredImage) => {
    if (!view.isDestroyed) settle(view, upload.id, stored);
  };
  const failed = () => {
    if (!upload.stop.signal.aborted) shown.fail();
  };
  options.uploadImage(upload.source, shown.report, upload.stop.signal).then(done, failed);
}

function decorations(state: EditorState): DecorationSet {
  const widgets = uploadsOf(state).map(({ id, pos, dom }) =>
    Decoration.widget(Math.min(pos, state.doc.content.size), dom, {
      key: `upload-${id}`,
      side: -1,
    }),
  );
  return DecorationSet.create(state.doc, widgets);
}

export const ImageUploads = Extension.create<Options>({
  name: 'documentUploads',
  addOptions: () => ({
    uploadImage: () => Promise.reject(new Error('nowhere to store')),
    t: (key) => key,
  }),
  addCommands: () => ({
    uploadImages:
      (sources, at) =>
      ({ tr }) => {
        const pos = at ?? tr.selection.to;
        addUploads(
          tr,
          sources.map((source) => ({ source, pos })),
        );
        return sources.length > 0;
      },
  }),
  addProseMirrorPlugins() {
    const { options } = this;
    return [
      new Plugin<readonly Upload[]>({
        key,
        state: { init: () => [], apply: after },
        props: {
          decorations: (state) => (uploadsOf(state).length > 0 ? decorations(state) : null),
        },
        view: () => ({
          update(view, before) {
            const known = uploadsOf(before);
            const now = uploadsOf(view.state);
            if (known === now) return;
            const ids = new Set(known.map((it) => it.id));
            for (const upload of now) if (!ids.has(upload.id)) start(view, upload, options);
          },
        }),
      }),
    ];
  },
});
