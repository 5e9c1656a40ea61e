/**
 * What leaves by copying and dragging: clean HTML with nested lists and real headings, that mail
 * programs and Word understand; plain text with labels; and our own nodes for our own editor.
 */
import { DOMSerializer, Fragment, type Node, type Schema, type Slice } from '@tiptap/pm/model';
import { labelsOf } from '../lists/labels';
import { styleOf } from '../schema/paragraph';
import { headingLevel, type ParagraphAttrs } from '../schema/attributes';
import { collectAll } from '../tracking/nodes';

type Assets = (src: string) => string;

const attrsOf = (node: Node) => node.attrs as ParagraphAttrs;

/** Text marks that are nobody's business outside of this document. */
const PRIVATE = ['comment', 'insertion', 'deletion', 'formatting'];

const LIST_TYPES: Record<string, string> = {
  'lower-alpha': 'a',
  'upper-alpha': 'A',
  'lower-roman': 'i',
  'upper-roman': 'I',
};

/** Nodes without what somebody suggested to delete. */
const isDeleted = (node: Node) =>
  node.marks.some((it) => it.type.name === 'deletion') ||
  (node.attrs.suggestion as { kind?: string } | null)?.kind === 'delete';

export class CleanSerializer extends DOMSerializer {
  constructor(
    schema: Schema,
    private readonly assetUrl: Assets,
  ) {
    const marks = Object.entries(DOMSerializer.marksFromSchema(schema));
    super(
      DOMSerializer.nodesFromSchema(schema),
      Object.fromEntries(marks.filter(([name]) => !PRIVATE.includes(name))),
    );
  }

  override serializeFragment(
    fragment: Fragment,
    options: { document?: Document } = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    const doc = options.document ?? document;
    const place = target ?? doc.createDocumentFragment();
    if (fragment.firstChild?.isInline) this.inline(fragment, place, doc);
    else this.blocks(fragment, place, doc);
    return place;
  }

  private inline(content: Fragment, place: globalThis.Node, doc: Document): void {
    const kept: Node[] = [];
    content.forEach((it) => {
      if (!isDeleted(it)) kept.push(it);
    });
    const made = doc.createDocumentFragment();
    super.serializeFragment(Fragment.from(kept), { document: doc }, made);
    for (const note of made.querySelectorAll('span[data-footnote]')) asNote(note, doc);
    for (const image of made.querySelectorAll('img')) {
      image.src = this.assetUrl(image.getAttribute('data-src') ?? '');
      image.removeAttribute('data-src');
    }
    place.appendChild(made);
  }

  private blocks(content: Fragment, place: globalThis.Node, doc: Document): void {
    const lists = new NestedLists(place, doc);
    let code: HTMLElement | null = null;
    content.forEach((node) => {
      const isCode = node.type.name === 'paragraph' && attrsOf(node).style === 'code';
      if (!isCode) code = null;
      if (code) {
        code.append('\n');
        return this.inline(node.content, code, doc);
      }
      const host = lists.hostOf(node);
      const made = this.block(node, doc);
      if (isCode) code = made.querySelector('code');
      // Lists of mail programs want the words right in the item.
      if (host !== place && made.tagName === 'P') moveChildren(made, host);
      else host.appendChild(made);
    });
  }

  private block(node: Node, doc: Document): HTMLElement {
    if (node.type.name === 'paragraph') return this.paragraph(node, doc);
    if (node.type.name === 'table') return this.table(node, doc);
    const made = doc.createElement(node.type.name === 'horizontalRule' ? 'hr' : 'div');
    if (node.type.name === 'pageBreak') {
      made.dataset.pageBreak = '';
      made.style.setProperty('page-break-before', 'always');
    }
    return made;
  }

  private paragraph(node: Node, doc: Document): HTMLElement {
    const attrs = attrsOf(node);
    const level = headingLevel(attrs.style);
    if (attrs.style === 'code') {
      const [pre, code] = [doc.createElement('pre'), doc.createElement('code')];
      this.inline(node.content, code, doc);
      pre.append(code);
      return pre;
    }
    const made = doc.createElement(level > 0 ? `h${level}` : 'p');
    if (level === 0 && attrs.style !== 'normal') made.dataset.style = attrs.style;
    const css = styleOf({ ...attrs, lineSpacing: null });
    if (css) made.setAttribute('style', css);
    if (attrs.lineSpacing) made.style.lineHeight = String(attrs.lineSpacing * 1.2);
    this.inline(node.content, made, doc);
    if (node.content.size === 0) made.append(doc.createElement('br'));
    return attrs.style === 'quote' ? quoted(made, doc) : made;
  }

  private table(node: Node, doc: Document): HTMLElement {
    const table = doc.createElement('table');
    table.setAttribute('style', 'border-collapse:collapse');
    const body = table.appendChild(doc.createElement('tbody'));
    node.forEach((row) => {
      const line = body.appendChild(doc.createElement('tr'));
      row.forEach((cell) => line.append(this.cell(cell, doc)));
    });
    return table;
  }

  private cell(node: Node, doc: Document): HTMLElement {
    const shell = this.serializeNode(node.type.create(node.attrs), { document: doc });
    const cell = shell instanceof HTMLElement ? shell : doc.createElement('td');
    const own = cell.getAttribute('style') ?? '';
    const edge = own.includes('border') ? '' : 'border:1px solid #999;';
    cell.setAttribute('style', `${edge}padding:4pt;${own}`);
    cell.replaceChildren();
    const isPlain = node.childCount === 1 && node.firstChild?.type.name === 'paragraph';
    if (
      isPlain &&
      node.firstChild &&
      attrsOf(node.firstChild).style === 'normal' &&
      !attrsOf(node.firstChild).list
    ) {
      this.inline(node.firstChild.content, cell, doc);
      const { align } = attrsOf(node.firstChild);
      if (align) cell.style.textAlign = align;
    } else this.blocks(node.content, cell, doc);
    return cell;
  }
}

function moveChildren(from: globalThis.Node, to: globalThis.Node): void {
  while (from.firstChild) to.appendChild(from.firstChild);
}

function quoted(paragraph: HTMLElement, doc: Document): HTMLElement {
  const quote = doc.createElement('blockquote');
  delete paragraph.dataset.style;
  quote.append(paragraph);
  return quote;
}

/** Outside, a footnote's words stand where its number was. */
function asNote(note: Element, doc: Document): void {
  const raised = doc.createElement('sup');
  raised.textContent = `[${note.textContent ?? ''}]`;
  note.replaceWith(raised);
}

/** Opens and closes <ul> and <ol> while flat paragraphs go by. */
class NestedLists {
  private open: { list: HTMLElement; id: string | null; item: HTMLElement | null }[] = [];

  constructor(
    private readonly place: globalThis.Node,
    private readonly doc: Document,
  ) {}

  /** Where a block goes: a new item of the right list, or the page. */
  hostOf(node: Node): HTMLElement | globalThis.Node {
    const attrs = node.type.name === 'paragraph' ? attrsOf(node) : null;
    if (!attrs?.list) {
      this.open = [];
      return this.place;
    }
    const tag = attrs.list === 'ordered' ? 'OL' : 'UL';
    while (this.open.length > attrs.level + 1) this.open.pop();
    const last = this.open.at(-1);
    const isOther = last?.id !== attrs.listId || last?.list.tagName !== tag;
    if (this.open.length === attrs.level + 1 && isOther) this.open.pop();
    while (this.open.length <= attrs.level) this.openList(tag, attrs);
    const list = this.open.at(-1);
    const item = this.doc.createElement('li');
    if (attrs.list === 'check') item.dataset.checked = String(attrs.checked === true);
    if (list) list.item = item;
    list?.list.append(item);
    return item;
  }

  private openList(tag: string, attrs: ParagraphAttrs): void {
    const list = this.doc.createElement(tag);
    const type = LIST_TYPES[attrs.marker ?? ''];
    if (type) list.setAttribute('type', type);
    if (attrs.start) list.setAttribute('start', String(attrs.start));
    const around = this.open.at(-1);
    (around ? (around.item ?? around.list) : this.place).appendChild(list);
    this.open.push({ list, id: attrs.listId, item: null });
  }
}

/** The rows of selected cells as a table of their own. */
function whole(slice: Slice): Fragment {
  const { content } = slice;
  const table = content.firstChild?.type.schema.nodes.table;
  const isRows = content.firstChild?.type.name === 'tableRow';
  return isRows && table ? Fragment.from(table.create(null, content)) : content;
}

/** The HTML of what is copied; words from within one paragraph stay words. */
export function htmlOf(slice: Slice, serializer: CleanSerializer): string {
  const content = whole(slice);
  const only = content.childCount === 1 ? content.firstChild : null;
  const isWords = slice.openStart === 1 && slice.openEnd === 1 && only?.type.name === 'paragraph';
  const box = document.createElement('div');
  box.append(serializer.serializeFragment(isWords && only ? only.content : content));
  return box.innerHTML;
}

const textOf = (node: Node): string => {
  let text = '';
  node.forEach((it) => {
    if (isDeleted(it)) return;
    const { label, latex } = it.attrs as { label?: string; latex?: string };
    if (it.isText) text += it.text ?? '';
    else if (it.type.name === 'hardBreak') text += '\n';
    else text += label ?? latex ?? '';
  });
  return text;
};

function linesOf(content: Fragment, labels: Map<Node, string>): string {
  const lines: string[] = [];
  content.forEach((node) => {
    if (node.type.name === 'paragraph') lines.push(`${labels.get(node) ?? ''}${textOf(node)}`);
    else if (node.type.name === 'table') node.forEach((row) => lines.push(rowText(row, labels)));
    else if (node.type.name === 'tableRow') lines.push(rowText(node, labels));
    else if (node.isInline) lines.push(node.text ?? '');
    else lines.push('');
  });
  return lines.join('\n');
}

function rowText(row: Node, labels: Map<Node, string>): string {
  const cells: string[] = [];
  row.forEach((cell) => cells.push(linesOf(cell.content, labels).replace(/[\t\n]+/g, ' ')));
  return cells.join('\t');
}

/** Labels in front of list items, each level four spaces in. */
function labelled(content: Fragment): Map<Node, string> {
  const labels = new Map<Node, string>();
  const holder = content.firstChild?.type.schema.topNodeType.create(null, content);
  const items = holder
    ? collectAll(holder, (node) => node.type.name === 'paragraph' && !!node.attrs.list)
    : [];
  const numbers = labelsOf(items);
  for (const [index, { node }] of items.entries()) {
    const { list, level, checked } = attrsOf(node);
    const box = list === 'check' ? (checked ? '[x]' : '[ ]') : '-';
    labels.set(node, `${'    '.repeat(level)}${numbers[index] || box} `);
  }
  return labels;
}

/** The plain text of what is copied. */
export function plainOf(slice: Slice): string {
  const content = whole(slice);
  const isWords = content.childCount === 1 && slice.openStart > 0;
  const isBlocks = content.firstChild?.isBlock === true;
  return linesOf(content, isBlocks && !isWords ? labelled(content) : new Map());
}
