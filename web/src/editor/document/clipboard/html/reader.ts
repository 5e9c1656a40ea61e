/**
 * Reads a pasted page into blocks of ours. Everything nested becomes flat: lists are paragraphs
 * with a level, quotes and code are styles, wrappers vanish; looks of text become marks.
 */
import type { Node, Schema } from '@tiptap/pm/model';
import { newListId } from '../../lists/model';
import { paragraphDefaults, type ParagraphAttrs } from '../../schema/attributes';
import { styleLooks } from '../../styles';
import { looksOf, marksOf, type Looks, type Source } from './looks';
import {
  breakOf,
  checkboxOf,
  dropLastLine,
  isHidden,
  layoutOf,
  markerOf,
  newList,
  sizeOf,
  styleOf,
  trimmed,
  type ListPlace,
} from './places';
import { TableReader } from './tables';
import { wordItem, type WordItem } from './word';

const BLOCKS =
  'address,article,aside,blockquote,center,dd,div,dl,dt,fieldset,figcaption,figure,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,main,nav,ol,p,pre,section,table,ul';
const SKIPPED = new Set([
  ...['SCRIPT', 'STYLE', 'TITLE', 'META', 'LINK', 'HEAD', 'TEMPLATE', 'NOSCRIPT', 'IFRAME'],
  ...['OBJECT', 'SVG', 'BUTTON', 'SELECT', 'TEXTAREA', 'XML', 'VIDEO', 'AUDIO', 'CANVAS'],
]);
const BLOCK_TAGS = new Set(BLOCKS.toUpperCase().split(','));

interface Place {
  attrs: Partial<ParagraphAttrs>;
  looks: Looks;
  /** Whether spaces and line ends count. */
  isPre: boolean;
}

export class HtmlReader {
  private readonly blocks: Node[] = [];
  private line: Node[] = [];
  /** The ids of Word's lists on this page, and how far their numbers came. */
  private readonly wordLists = new Map<string, string>();

  constructor(
    private readonly schema: Schema,
    private readonly source: Source,
    private readonly formats: Map<string, string>,
  ) {}

  read(root: HTMLElement): Node[] {
    const place: Place = { attrs: {}, looks: {}, isPre: false };
    this.children(root, place, null);
    this.end(place);
    return this.blocks;
  }

  private children(parent: Element, place: Place, list: ListPlace | null): void {
    for (const child of [...parent.childNodes]) {
      if (child.nodeType === 3) this.text(child.textContent ?? '', place);
      else if (child instanceof HTMLElement || child.nodeType === 1) {
        this.element(child as HTMLElement, place, list);
      }
    }
  }

  private element(element: HTMLElement, place: Place, list: ListPlace | null): void {
    const tag = element.tagName;
    if (SKIPPED.has(tag) || isHidden(element)) return;
    if (tag === 'BR') return this.lineBreak(element, place);
    if (tag === 'IMG') return this.image(element, place);
    if (this.special(element, place)) return;
    if (BLOCK_TAGS.has(tag)) return this.block(element, place, list);
    const isPre = place.isPre || /pre/.test(element.style.whiteSpace);
    // What wraps blocks is layout; of Google's <b> around everything the weight is normal.
    const wraps = element.querySelector(BLOCKS) !== null;
    const looks = wraps ? place.looks : looksOf(element, place.looks, this.source);
    this.children(element, { ...place, looks, isPre }, list);
  }

  private block(element: HTMLElement, place: Place, list: ListPlace | null): void {
    const tag = element.tagName;
    if (tag === 'UL' || tag === 'OL') return this.list(element, place, list);
    if (tag === 'LI') return this.item(element, place, list ?? newList(element, 0));
    this.end(place);
    if (tag === 'TABLE') return this.table(element as HTMLTableElement);
    if (tag === 'HR') return this.leaf('horizontalRule');
    if (tag === 'PRE') dropLastLine(element);
    const inner = this.paragraphPlace(element, place);
    if (inner.attrs.pageBreakBefore && this.blocks.length === 0)
      inner.attrs.pageBreakBefore = false;
    this.children(element, inner, list);
    const isOwn =
      /^(P|H[1-6]|PRE)$/.test(tag) || (tag === 'DIV' && element.childNodes.length === 0);
    this.end(inner, isOwn && element.querySelector(BLOCKS) === null);
  }

  /** The attributes that an element gives to the paragraphs in it. */
  private paragraphPlace(element: HTMLElement, place: Place): Place {
    const attrs = { ...place.attrs, ...styleOf(element), ...layoutOf(element, this.source) };
    const word = wordItem(element, this.formats);
    if (word) Object.assign(attrs, this.wordAttrs(word));
    const isPre = place.isPre || element.tagName === 'PRE' || /pre/.test(element.style.whiteSpace);
    const isHeading = /^H[1-6]$/.test(element.tagName);
    const looks = isHeading ? place.looks : looksOf(element, place.looks, this.source);
    return { attrs, looks, isPre };
  }

  private wordAttrs(word: WordItem): Partial<ParagraphAttrs> {
    const known = this.wordLists.get(word.list);
    const listId = known ?? newListId();
    this.wordLists.set(word.list, listId);
    const startsLate = !known && word.level === 0 && word.start !== null && word.start > 1;
    return {
      list: word.kind,
      level: word.level,
      listId,
      marker: word.marker,
      start: startsLate ? word.start : null,
      indent: 0,
      firstLine: 0,
    };
  }

  private list(element: HTMLElement, place: Place, around: ListPlace | null): void {
    this.end(place);
    const depth = around ? around.depth + 1 : 0;
    const made = newList(element, depth);
    const list = around ? { ...made, id: around.id } : made;
    let start = Number.parseInt(element.getAttribute('start') ?? '', 10);
    for (const child of [...element.children]) {
      if (child.tagName !== 'LI') {
        this.element(child as HTMLElement, place, list);
        continue;
      }
      const told = Number.parseInt(child.getAttribute('value') ?? '', 10);
      const number = Number.isFinite(told) ? told : start;
      const attrs = number > 1 && list.kind === 'ordered' ? { start: number } : {};
      start = Number.NaN;
      this.item(child as HTMLElement, { ...place, attrs: { ...place.attrs, ...attrs } }, list);
    }
  }

  private item(element: HTMLElement, place: Place, list: ListPlace): void {
    this.end(place);
    const box = checkboxOf(element);
    const told = Number.parseInt(element.getAttribute('aria-level') ?? '', 10);
    const level = Math.min(8, Number.isFinite(told) && told > 0 ? told - 1 : list.depth);
    const marker = markerOf(element, list);
    const looks = looksOf(element, place.looks, this.source);
    const own = {
      ...(list.kind === 'ordered' && place.attrs.start ? { start: place.attrs.start } : {}),
    };
    const attrs: Partial<ParagraphAttrs> = {
      ...place.attrs,
      ...styleOf(element),
      list: box ? 'check' : list.kind,
      level,
      listId: list.id,
      marker: box ? null : marker,
      start: null,
      ...own,
      checked: box ? box.isChecked : null,
    };
    this.itemContent(element, { ...place, attrs, looks }, list);
  }

  /** An item's first paragraph has its label, further ones stand below it. */
  private itemContent(element: HTMLElement, place: Place, list: ListPlace): void {
    const before = this.blocks.length;
    this.children(element, place, list);
    this.end(place, this.blocks.length === before);
    const below = { list: null, listId: null, marker: null, start: null, checked: null, level: 0 };
    const level = place.attrs.level ?? 0;
    for (let index = before + 1; index < this.blocks.length; index += 1) {
      const node = this.blocks[index];
      const isSame = node?.attrs.listId === list.id && node?.attrs.level === level;
      if (!node || !isSame || node.attrs.list === null || this.isOwnItem.has(node)) continue;
      const attrs = { ...node.attrs, ...below, indent: 36 * (level + 1) };
      this.blocks[index] = node.type.create(attrs, node.content);
    }
    const first = this.blocks[before];
    if (first) this.isOwnItem.add(first);
  }

  private readonly isOwnItem = new WeakSet<Node>();

  private table(element: HTMLTableElement): void {
    const isLayout = element.getAttribute('role') === 'presentation';
    const read = (cell: HTMLElement) => {
      const reader = new HtmlReader(this.schema, this.source, this.formats);
      const align = layoutOf(cell, this.source).align;
      return reader.readCell(cell, align ? { align } : {});
    };
    if (isLayout) {
      for (const cell of element.querySelectorAll<HTMLElement>('td, th')) {
        if (cell.closest('table') === element) this.blocks.push(...read(cell));
      }
      return;
    }
    const table = new TableReader(this.schema, element, read).read();
    if (table) this.blocks.push(table);
  }

  private readCell(cell: HTMLElement, attrs: Partial<ParagraphAttrs>): Node[] {
    const looks = looksOf(cell, {}, this.source);
    const place: Place = {
      attrs,
      looks: { ...looks, background: '' },
      isPre: /pre/.test(cell.style.whiteSpace),
    };
    this.children(cell, place, null);
    this.end(place);
    return this.blocks;
  }

  /** Nodes of ours, and what Word writes for tabs and notes. */
  private special(element: HTMLElement, place: Place): boolean {
    const { footnote, equation, mention } = this.schema.nodes;
    const { dataset } = element;
    const text = element.textContent ?? '';
    if (/mso-tab-count/i.test(element.getAttribute('style') ?? '')) this.push('\t', place);
    else if (dataset.footnote !== undefined && footnote) {
      this.line.push(footnote.create(null, text ? this.schema.text(text) : null));
    } else if (dataset.latex !== undefined && equation) {
      const display = dataset.display === 'true';
      this.line.push(equation.create({ latex: dataset.latex || text, display }));
    } else if (dataset.mention !== undefined && mention) {
      const { kind = 'person', ref = '' } = dataset;
      this.line.push(mention.create({ kind, ref, label: text }));
    } else if (dataset.pageBreak !== undefined) {
      this.end(place);
      this.leaf('pageBreak');
    } else return false;
    return true;
  }

  private lineBreak(element: HTMLElement, place: Place): void {
    if (
      /always|page/.test(element.style.getPropertyValue('page-break-before') || breakOf(element))
    ) {
      this.end(place);
      return this.leaf('pageBreak');
    }
    // Google separates paragraphs by a bare break; it marks the end of what was copied, too.
    if (element.className === 'Apple-interchange-newline') return;
    const made = this.schema.nodes.hardBreak?.create();
    if (made) this.line.push(made);
  }

  private image(element: HTMLElement, place: Place): void {
    const src = element.getAttribute('src') ?? '';
    const [width, height] = [sizeOf(element, 'width'), sizeOf(element, 'height')];
    const isTracker = width !== null && width <= 2;
    const type = this.schema.nodes.image;
    if (!src || isTracker || !type || element.getAttribute('aria-roledescription') === 'checkbox')
      return;
    const alt = element.getAttribute('alt') ?? '';
    const marks = marksOf(this.schema, { href: place.looks.href }, 0);
    this.line.push(type.create({ src, alt, width, height }, null, marks));
  }

  private text(text: string, place: Place): void {
    if (place.isPre && place.attrs.style === 'code') {
      const [first = '', ...rest] = text.replace(/\r\n?/g, '\n').split('\n');
      this.push(first, place);
      for (const line of rest) {
        this.end(place, true);
        this.push(line, place);
      }
      return;
    }
    const last = this.line.at(-1);
    const isStart = !last || last.type.name === 'hardBreak' || / $/.test(last.text ?? '');
    let words = place.isPre ? text.replace(/\r?\n/g, ' ') : text.replace(/[ \t\r\n\f]+/g, ' ');
    if (isStart && !place.isPre) words = words.replace(/^ +/, '');
    this.push(words, place);
  }

  private push(text: string, place: Place): void {
    if (!text) return;
    const size = styleLooks[place.attrs.style ?? 'normal'].size;
    const isCode = place.attrs.style === 'code';
    const base =
      place.attrs.style === 'normal' || !place.attrs.style ? (this.source.size ?? size) : size;
    this.line.push(this.schema.text(text, isCode ? [] : marksOf(this.schema, place.looks, base)));
  }

  /** Ends the paragraph; an empty one is only kept when the page had it. */
  private end(place: Place, keepsEmpty = false): void {
    const line = trimmed(this.line, place.isPre);
    const isBlank = line.every((it) => it.isText && /^[\u00a0 ]*$/.test(it.text ?? ''));
    this.line = [];
    if (isBlank && !keepsEmpty) return;
    const attrs = { ...paragraphDefaults, ...place.attrs };
    const made = this.schema.nodes.paragraph?.create(attrs, isBlank && !place.isPre ? [] : line);
    if (made) this.blocks.push(made);
  }

  private leaf(name: string): void {
    const made = this.schema.nodes[name]?.create();
    if (made) this.blocks.push(made);
  }
}
