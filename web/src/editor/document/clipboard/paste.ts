/**
 * Everything that comes in and goes out by the clipboard and by dropping. Foreign pictures never
 * enter the document as they are: they are stored first and stand as placeholders until then.
 */
import { Extension, type Editor } from '@tiptap/core';
import { Fragment, Slice, type Node, type ResolvedPos } from '@tiptap/pm/model';
import { Plugin, TextSelection, type Transaction } from '@tiptap/pm/state';
import { handlePaste as insertCells } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { hrefOf } from '../commands/links';
import { attrsOf } from '../commands/paragraphs';
import { addUploads, isPicture, type ImageSource } from '../images/uploads';
import type { DocumentOptions } from '../options';
import { changeBetween } from '../tracking/changes';
import { CleanSerializer, htmlOf, plainOf } from './copy';
import { hideSheets, PasteParser } from './html';
import { looksLikeMarkdown, MarkdownReader } from './markdown';
import { rememberMarkdown, undoMarkdown } from './markdownUndo';
import { OWN_TYPE, pack, unpack } from './own';
import { picturesOf } from './rtf';
import { linesAsSlice, tableNode, tableOfTabs } from './text';

type Options = Pick<DocumentOptions, 'documentId' | 'assetUrl'>;

/** What to fetch for a picture that is not stored in this document. */
type Resolve = (src: string) => File | string | null;

function dataFile(src: string): File | null {
  const match = /^data:(image\/[\w+.-]+);base64,(.+)$/s.exec(src);
  if (!match?.[1] || !match[2]) return null;
  try {
    const bytes = Uint8Array.from(atob(match[2]), (letter) => letter.charCodeAt(0));
    return new File([bytes], `picture.${match[1].slice(6)}`, { type: match[1] });
  } catch {
    return null;
  }
}

/** Pictures of the page: data in it, addresses, and Word's files by the order they come in. */
function resolver(rtf: string): Resolve {
  let pictures: File[] | null = null;
  return (src) => {
    if (src.startsWith('data:')) return dataFile(src);
    if (/^https?:/.test(src)) return src;
    pictures ??= picturesOf(rtf);
    return pictures.shift() ?? null;
  };
}

/** Takes foreign pictures out of what was just inserted, and asks for their upload. */
function settleImages(tr: Transaction, before: Node, resolve: Resolve): void {
  const change = changeBetween(before, tr.doc);
  if (!change) return;
  const foreign: { pos: number; node: Node }[] = [];
  tr.doc.nodesBetween(change.from, change.toNew, (node, pos) => {
    const isOurs = String(node.attrs.src ?? '').startsWith('asset:');
    if (node.type.name === 'image' && !isOurs) foreign.push({ pos, node });
  });
  const wanted: (ImageSource & { pos: number })[] = [];
  const start = tr.steps.length;
  for (const { pos, node } of foreign) {
    const at = tr.mapping.slice(start).map(pos);
    tr.delete(at, at + node.nodeSize);
    const source = resolve(String(node.attrs.src));
    if (source) wanted.push({ source, pos, attrs: node.attrs });
  }
  const moved = wanted.map((it) => ({ ...it, pos: tr.mapping.slice(start).map(it.pos) }));
  if (moved.length > 0) addUploads(tr, moved);
}

/** Finishes a transaction that brought something in. */
function bring(view: EditorView, tr: Transaction, resolve: Resolve): Transaction {
  settleImages(tr, view.state.doc, resolve);
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return tr;
}

/** Puts a slice in place of the selection. */
function insert(view: EditorView, slice: Slice, resolve: Resolve): Transaction {
  const { tr } = view.state;
  const only = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  if (only && slice.content.firstChild) tr.replaceSelectionWith(slice.content.firstChild, true);
  else tr.replaceSelection(slice);
  return bring(view, tr, resolve);
}

/** Cells into the cells of a table, one by one; false when it is not that. */
function pasteIntoCells(view: EditorView, slice: Slice, resolve: Resolve): boolean {
  const dispatch = (tr: Transaction) => {
    settleImages(tr, view.state.doc, resolve);
    view.dispatch(tr);
  };
  const settling = Object.create(view, { dispatch: { value: dispatch } }) as EditorView;
  return insertCells(settling, new ClipboardEvent('paste'), slice);
}

function pasteFiles(editor: Editor, files: readonly File[], pos?: number): boolean {
  const pictures = files.filter(isPicture);
  return pictures.length > 0 && editor.commands.uploadImages(pictures, pos);
}

const transferFiles = (data: DataTransfer | null) => [...(data?.files ?? [])];

/** Whether HTML holds more than one picture: Office programs put a picture of text beside text. */
function isOnlyPicture(html: string): boolean {
  const page = new window.DOMParser().parseFromString(html, 'text/html');
  return page.body.textContent?.trim() === '' && page.querySelectorAll('img').length <= 1;
}

/** HTML of a code editor: it only colours plain text. */
const isCodeEditor = (html: string) =>
  /^\s*(<meta[^>]*>|<!--[^>]*-->|<html>|<body>|\s)*<div style="[^"]*monospace[^"]*white-space:\s*pre/i.test(
    html,
  );

function isInCode(view: EditorView): boolean {
  const { $from } = view.state.selection;
  return $from.parent.type.name === 'paragraph' && attrsOf($from.parent).style === 'code';
}

/** Plain text: a link for the selection, rows of a sheet, Markdown, or lines. */
function pasteText(editor: Editor, text: string, isPlain: boolean): boolean {
  const { view } = editor;
  const { schema, selection } = view.state;
  const lines = () => insert(view, linesAsSlice(text, selection.$from), () => null);
  if (isPlain || isInCode(view) || selection.$from.parent.type.name !== 'paragraph') {
    lines();
    return true;
  }
  const href = /^(https?:\/\/|mailto:)\S+$/i.test(text.trim()) ? hrefOf(text) : '';
  if (href)
    return editor.chain().setLink(href).setTextSelection(view.state.selection.to).run() || false;
  const rows = tableOfTabs(text);
  const table = rows && tableNode(schema, rows);
  if (table) pasteBlocks(view, [table], () => null);
  else if (looksLikeMarkdown(text)) {
    const tr = pasteBlocks(view, new MarkdownReader(schema).read(text), resolver(''));
    if (tr) rememberMarkdown(view, tr, text);
  } else lines();
  return true;
}

function pasteBlocks(
  view: EditorView,
  blocks: readonly Node[],
  resolve: Resolve,
): Transaction | null {
  const isText = blocks.every((it) => it.type.name === 'paragraph');
  const slice = isText
    ? Slice.maxOpen(Fragment.from(blocks), false)
    : new Slice(Fragment.from(blocks), 0, 0);
  return pasteSlice(view, slice, resolve);
}

/**
 * Blocks that are no text are put between paragraphs; an empty paragraph gives its place to them.
 */
function pasteSlice(view: EditorView, slice: Slice, resolve: Resolve): Transaction | null {
  if (pasteIntoCells(view, slice, resolve)) return null;
  const { $from, empty } = view.state.selection;
  const isBlank =
    empty && $from.parent.type.name === 'paragraph' && $from.parent.content.size === 0;
  const first = slice.content.firstChild;
  if (!isBlank || !first?.isBlock || attrsOf($from.parent).list) {
    return insert(view, slice, resolve);
  }
  const tr = view.state.tr.replaceWith($from.before(), $from.after(), slice.content);
  closeAfter(tr, $from.before() + slice.content.size);
  return bring(view, tr, resolve);
}

/** The cursor goes to the end of what was pasted; after a table there is text to go on in. */
function closeAfter(tr: Transaction, end: number): void {
  const { nodeBefore, nodeAfter } = tr.doc.resolve(end);
  const { paragraph } = tr.doc.type.schema.nodes;
  if (nodeBefore?.type.name !== 'paragraph' && !nodeAfter && paragraph) {
    tr.insert(end, paragraph.create());
  }
  const isText = nodeBefore?.type.name === 'paragraph';
  const at = tr.doc.resolve(isText ? end - 1 : Math.min(end + 1, tr.doc.content.size));
  tr.setSelection(TextSelection.near(at, isText ? -1 : 1));
}

function copy(view: EditorView, event: ClipboardEvent, options: Options, isCut: boolean): boolean {
  const { selection, schema } = view.state;
  const data = event.clipboardData;
  if (selection.empty || !data) return false;
  const slice = selection.content();
  data.clearData();
  data.setData('text/html', htmlOf(slice, new CleanSerializer(schema, options.assetUrl)));
  data.setData('text/plain', plainOf(slice));
  data.setData(OWN_TYPE, pack(slice, options.documentId));
  event.preventDefault();
  if (isCut && view.editable) {
    view.dispatch(view.state.tr.deleteSelection().scrollIntoView().setMeta('uiEvent', 'cut'));
  }
  return true;
}

function pasteOwn(view: EditorView, data: DataTransfer, options: Options): boolean {
  const text = data.getData(OWN_TYPE);
  const own = text ? unpack(text, view.state.schema, options.documentId) : null;
  if (!own) return false;
  const isSame = own.from === options.documentId;
  const slice = isSame ? own.slice : strangers(own.slice, own.from, options.assetUrl);
  const resolve: Resolve = (src) => (/^https?:/.test(src) ? src : null);
  if (!pasteIntoCells(view, slice, resolve)) insert(view, slice, resolve);
  return true;
}

/** Pictures of another document get the address under which the server finds them there. */
function strangers(slice: Slice, from: string, assetUrl: DocumentOptions['assetUrl']): Slice {
  const content = (fragment: Fragment): Fragment => {
    const nodes: Node[] = [];
    fragment.forEach((node) => {
      const src = String(node.attrs.src ?? '');
      const isAsset = node.type.name === 'image' && src.startsWith('asset:');
      const url = isAsset ? new URL(assetUrl(src, from), window.location.href).href : src;
      if (isAsset) nodes.push(node.type.create({ ...node.attrs, src: url }, null, node.marks));
      else nodes.push(node.isText ? node : node.copy(content(node.content)));
    });
    return Fragment.from(nodes);
  };
  return new Slice(content(slice.content), slice.openStart, slice.openEnd);
}

export const DocumentClipboard = Extension.create<Options>({
  name: 'documentClipboard',
  priority: 300,
  addOptions: () => ({ documentId: '', assetUrl: (src) => src }),
  addProseMirrorPlugins() {
    const { editor, options } = this;
    let isPlain = false;
    const serializer = new CleanSerializer(editor.schema, options.assetUrl);
    return [
      undoMarkdown(),
      new Plugin({
        props: {
          clipboardSerializer: serializer,
          transformPastedHTML: hideSheets,
          clipboardParser: new PasteParser(editor.schema, []),
          clipboardTextParser: (text: string, $context: ResolvedPos) =>
            linesAsSlice(text, $context),
          handleDOMEvents: {
            copy: (view, event) => copy(view, event, options, false),
            cut: (view, event) => copy(view, event, options, true),
            keydown: (_, event) => {
              isPlain = event.shiftKey && event.key.toLowerCase() === 'v';
              return false;
            },
          },
          handlePaste(view, event, slice) {
            const data = event.clipboardData;
            const plain = isPlain;
            isPlain = false;
            if (!data) return false;
            const html = data.getData('text/html');
            const text = data.getData('text/plain');
            if (plain) return text ? pasteText(editor, text, true) : true;
            if (pasteOwn(view, data, options)) return true;
            const files = transferFiles(data);
            if (files.length > 0 && (!html || isOnlyPicture(html)) && pasteFiles(editor, files)) {
              return true;
            }
            if (text && (!html || isCodeEditor(html) || isInCode(view))) {
              return pasteText(editor, text, false);
            }
            if (!html) return false;
            pasteSlice(view, slice, resolver(data.getData('text/rtf')));
            return true;
          },
          handleDrop(view, event, slice, isMoved) {
            if (isMoved) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
            const files = transferFiles(event.dataTransfer);
            if (pasteFiles(editor, files, at)) {
              event.preventDefault();
              return true;
            }
            // Files that are no pictures must not make the browser leave the document.
            if (files.length > 0 && slice.size === 0) event.preventDefault();
            return files.length > 0;
          },
        },
      }),
    ];
  },
});
