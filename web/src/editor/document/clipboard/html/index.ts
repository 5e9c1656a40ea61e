/** A pasted page as blocks of ours, whoever wrote it. */
import { DOMParser, Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import type { Source } from './looks';
import { HtmlReader } from './reader';
import { inlineClasses, takeSheets } from './sheet';
import { isWord, listFormats, settleWord } from './word';

const GOOGLE = /docs-internal-guid|google-sheets-html-origin|data-sheets-/;
const EXCEL = /urn:schemas-microsoft-com:office:excel|class="?xl\d/;
const OFFICE = /LibreOffice|OpenOffice|content="?Collabora/;

function sourceOf(root: HTMLElement, html: string, sheet: string): Source {
  if (isWord(root, html)) {
    const normal = /MsoNormal[^{]*\{([^}]*)\}/.exec(sheet)?.[1] ?? '';
    const family = /font-family\s*:\s*"?([^,;"]+)/.exec(normal)?.[1]?.trim() ?? null;
    const size = Number(/font-size\s*:\s*([\d.]+)pt/.exec(normal)?.[1]) || null;
    return { keepsFonts: true, family, size };
  }
  if (GOOGLE.test(html)) return { keepsFonts: true, family: 'Arial', size: null };
  if (EXCEL.test(html)) return { keepsFonts: true, family: 'Calibri', size: 11 };
  if (OFFICE.test(html)) return { keepsFonts: true, family: 'Liberation Serif', size: 12 };
  return { keepsFonts: false, family: null, size: null };
}

export { hideSheets } from './sheet';

/** Reads the page below `root`, which is changed on the way. */
export function blocksOf(root: HTMLElement, schema: Schema): Node[] {
  const html = root.innerHTML;
  const sheet = takeSheets(root);
  const source = sourceOf(root, html, sheet);
  if (EXCEL.test(html)) inlineClasses(root, sheet);
  if (isWord(root, html)) settleWord(root);
  return new HtmlReader(schema, source, listFormats(sheet)).read(root);
}

/** The parser of pasted HTML, in the shape that ProseMirror asks for. */
export class PasteParser extends DOMParser {
  override parseSlice(dom: globalThis.Node): Slice {
    if (!(dom instanceof HTMLElement)) return Slice.empty;
    const blocks = blocksOf(dom, this.schema);
    return Slice.maxOpen(Fragment.from(blocks), false);
  }
}
