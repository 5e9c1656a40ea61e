/** Markdown text as blocks of ours: what people paste from READMEs, chats and notes. */
import type { Mark, Node, Schema } from '@tiptap/pm/model';
import { hrefOf } from '../commands/links';
import { newListId } from '../lists/model';
import { paragraphDefaults, type ParagraphAttrs } from '../schema/attributes';

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/;
const FENCE = /^\s*(```+|~~~+)\s*([\w+#.-]*)\s*$/;
const RULE = /^\s*([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^\s*>\s?(.*)$/;
const ROW = /^\s*\|?(.+\|.*)$/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

/** Signs of Markdown, with how sure each makes one. */
const SIGNS: readonly [RegExp, number][] = [
  [/^#{1,6} \S/m, 2],
  [/^\s*(```|~~~)/m, 2],
  [/^\s*\|?\s*:?-{3,}:?\s*\|/m, 2],
  [/\[[^\]\n]+\]\([^)\s]+\)/, 2],
  [/^\s*[-*+] \[[ xX]\] /m, 2],
  [/(^|\n)\s*([-*+]|\d+\.) \S.*\n\s*([-*+]|\d+\.) \S/, 2],
  [/\*\*[^*\n]+\*\*/, 1],
  [/`[^`\n]+`/, 1],
  [/^> \S/m, 1],
];

/** Whether a text is Markdown, and not just text with a star in it. */
export const looksLikeMarkdown = (text: string): boolean =>
  SIGNS.reduce((sum, [sign, weight]) => sum + (sign.test(text) ? weight : 0), 0) >= 2;

const TOKEN =
  /(`+)([^`]|[^`].*?[^`])\1(?!`)|(\*\*|__)(?=\S)(.+?)(?<=\S)\3|(?<![\w*])(\*|_)(?=[^\s*_])(.+?)(?<=[^\s*_])\5(?!\w)|~~(?=\S)(.+?)(?<=\S)~~|!?\[([^\]\n]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"]*")?\)|<((?:https?:\/\/|mailto:)[^>\s]+)>|(https?:\/\/[^\s<>"')\]]+)|\\([\\`*_{}[\]()#+.!~|>-])/g;

export class MarkdownReader {
  private readonly blocks: Node[] = [];
  private lines: string[] = [];
  private at = 0;
  private listId = '';

  constructor(private readonly schema: Schema) {}

  read(text: string): Node[] {
    this.lines = text.replace(/\r\n?/g, '\n').split('\n');
    while (this.at < this.lines.length) this.block(this.lines[this.at] ?? '');
    return this.blocks;
  }

  private block(line: string): void {
    const isItem = ITEM.test(line) && !RULE.test(line);
    if (!isItem && line.trim() !== '') this.listId = '';
    if (line.trim() === '') this.at += 1;
    else if (FENCE.test(line)) this.fence(line);
    else if (RULE.test(line)) this.single(this.schema.nodes.horizontalRule?.create());
    else if (HEADING.test(line)) this.heading(line);
    else if (isItem) this.item(line);
    else if (QUOTE.test(line)) this.quote();
    else if (ROW.test(line) && DIVIDER.test(this.lines[this.at + 1] ?? '')) this.table();
    else this.paragraph();
  }

  private single(node: Node | undefined): void {
    if (node) this.blocks.push(node);
    this.at += 1;
  }

  private put(attrs: Partial<ParagraphAttrs>, content: Node[]): void {
    const made = this.schema.nodes.paragraph?.create({ ...paragraphDefaults, ...attrs }, content);
    if (made) this.blocks.push(made);
  }

  private heading(line: string): void {
    const [, signs = '#', words = ''] = HEADING.exec(line) ?? [];
    const style = `heading${signs.length}` as ParagraphAttrs['style'];
    this.put({ style }, this.inline(words));
    this.at += 1;
  }

  private fence(line: string): void {
    const [, fence = '```', language = ''] = FENCE.exec(line) ?? [];
    this.at += 1;
    const attrs = { style: 'code' as const, language: language || null };
    while (this.at < this.lines.length) {
      const code = this.lines[this.at] ?? '';
      this.at += 1;
      if (code.trim().startsWith(fence) && code.trim().replace(/[`~]/g, '') === '') return;
      this.put(attrs, code ? [this.schema.text(code)] : []);
    }
  }

  private item(line: string): void {
    const [, space = '', , number, box, words = ''] = ITEM.exec(line) ?? [];
    const width = space.replace(/\t/g, '    ').length;
    const level = Math.min(8, Math.floor(width / (this.isWide ? 4 : 2)));
    const isFirst = this.listId === '';
    if (isFirst) this.listId = newListId();
    const start = isFirst && number && Number(number) !== 1 ? Number(number) : null;
    this.at += 1;
    const text = [words, ...this.continued()].join(' ');
    const list = box !== undefined ? 'check' : number ? 'ordered' : 'bullet';
    const checked = box === undefined ? null : box !== ' ';
    this.put({ list, level, listId: this.listId, start, checked }, this.inline(text));
  }

  /** Whether nested items are four spaces in: then two are not a level. */
  private get isWide(): boolean {
    const spaces = this.lines.map((it) => ITEM.exec(it)?.[1]?.replace(/\t/g, '    ').length ?? 0);
    const nested = spaces.filter((it) => it > 0);
    return nested.length > 0 && Math.min(...nested) >= 4;
  }

  /** Lines that go on with the text before: indented, and no block of their own. */
  private continued(): string[] {
    const found: string[] = [];
    while (this.at < this.lines.length) {
      const line = this.lines[this.at] ?? '';
      if (!/^\s+\S/.test(line) || ITEM.test(line) || FENCE.test(line)) break;
      found.push(line.trim());
      this.at += 1;
    }
    return found;
  }

  private quote(): void {
    while (QUOTE.test(this.lines[this.at] ?? '')) {
      const words = QUOTE.exec(this.lines[this.at] ?? '')?.[1] ?? '';
      this.put({ style: 'quote' }, this.inline(words));
      this.at += 1;
    }
  }

  private paragraph(): void {
    const words: string[] = [];
    do {
      words.push((this.lines[this.at] ?? '').trim());
      this.at += 1;
    } while (this.isContinuing(this.lines[this.at] ?? ''));
    this.put({}, this.inline(words.join(' ')));
  }

  private isContinuing(line: string): boolean {
    if (line.trim() === '') return false;
    return ![FENCE, RULE, HEADING, ITEM, QUOTE].some((it) => it.test(line));
  }

  private table(): void {
    const head = cells(this.lines[this.at] ?? '');
    const aligns = cells(this.lines[this.at + 1] ?? '').map(alignOf);
    const rows = [this.row(head, aligns, 'tableHeader')];
    this.at += 2;
    while (ROW.test(this.lines[this.at] ?? '')) {
      const found = cells(this.lines[this.at] ?? '');
      const even = head.map((_, index) => found[index] ?? '');
      rows.push(this.row(even, aligns, 'tableCell'));
      this.at += 1;
    }
    const table = this.schema.nodes.table?.create(
      null,
      rows.filter((it) => it !== null),
    );
    if (table) this.blocks.push(table);
  }

  private row(texts: string[], aligns: (string | null)[], name: string): Node | null {
    const { paragraph, tableRow } = this.schema.nodes;
    const made = texts.flatMap((text, index) => {
      const line = paragraph?.create({ align: aligns[index] ?? null }, this.inline(text));
      const cell = this.schema.nodes[name]?.create(null, line);
      return cell ? [cell] : [];
    });
    return tableRow?.create(null, made) ?? null;
  }

  /** The text of a line with its marks. */
  private inline(text: string, marks: readonly Mark[] = []): Node[] {
    const found: Node[] = [];
    let last = 0;
    const plain = (to: number) => {
      if (to > last) found.push(this.schema.text(text.slice(last, to), marks));
    };
    for (const match of text.matchAll(TOKEN)) {
      plain(match.index);
      found.push(...this.token(match, marks));
      last = match.index + match[0].length;
    }
    plain(text.length);
    return found;
  }

  private token(match: RegExpMatchArray, marks: readonly Mark[]): Node[] {
    const [all, , code, , bold, , italic, strike, label, target, angled, bare, escaped] = match;
    if (escaped) return [this.schema.text(escaped, marks)];
    if (code) return [this.schema.text(code, this.with('code', marks))];
    if (bold) return this.inline(bold, this.with('bold', marks));
    if (italic) return this.inline(italic, this.with('italic', marks));
    if (strike) return this.inline(strike, this.with('strike', marks));
    if (label !== undefined) return this.link(all, label, target ?? '', marks);
    const address = angled ?? bare ?? '';
    return [this.schema.text(address, this.with('link', marks, { href: address }))];
  }

  private link(all: string, label: string, target: string, marks: readonly Mark[]): Node[] {
    const image = this.schema.nodes.image;
    if (all.startsWith('!')) {
      return image && /^https?:/.test(target)
        ? [image.create({ src: target, alt: label })]
        : this.inline(label, marks);
    }
    const href = hrefOf(target);
    return this.inline(label || target, href ? this.with('link', marks, { href }) : marks);
  }

  private with(name: string, marks: readonly Mark[], attrs?: Record<string, unknown>) {
    return this.schema.marks[name]?.create(attrs).addToSet(marks) ?? marks;
  }
}

const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((it) => it.trim().replace(/\\\|/g, '|'));

function alignOf(divider: string): string | null {
  if (/^:-+:$/.test(divider)) return 'center';
  return /-:$/.test(divider) ? 'right' : null;
}
