/** Plain text from rich text and back: what mail programs without HTML show. */

const BLOCKS = new Set(['P', 'DIV', 'LI', 'UL', 'OL', 'BLOCKQUOTE', 'TABLE', 'TR', 'PRE']);
const HEADINGS = /^H[1-6]$/;
const SKIPPED = new Set(['STYLE', 'SCRIPT', 'TITLE', 'HEAD', 'TEMPLATE']);

const isBlock = (node: Element) => BLOCKS.has(node.tagName) || HEADINGS.test(node.tagName);

function inline(node: Element): string {
  const words = childText(node);
  const href = node.tagName === 'A' ? (node.getAttribute('href') ?? '') : '';
  const bare = href.replace(/^mailto:/, '');
  return href && bare !== words.trim() && !href.startsWith('#') ? `${words} <${bare}>` : words;
}

function itemMark(node: Element): string {
  const list = node.parentElement;
  if (list?.tagName !== 'OL') return '- ';
  const items = [...list.children].filter((it) => it.tagName === 'LI');
  return `${items.indexOf(node) + 1}. `;
}

function indented(text: string, first: string, rest: string): string {
  return text
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 ? first : rest) + line)
    .join('\n');
}

function block(node: Element): string {
  const words = childText(node);
  if (node.tagName === 'LI') {
    const mark = itemMark(node);
    return `\n${indented(words, mark, ' '.repeat(mark.length))}\n`;
  }
  if (node.tagName === 'UL' || node.tagName === 'OL') {
    return `\n${words.trim().replace(/\n\n/g, '\n')}\n\n`;
  }
  if (node.tagName === 'BLOCKQUOTE') return `\n${indented(words, '> ', '> ')}\n`;
  return `\n${words.trim()}\n${node.tagName === 'P' ? '\n' : ''}`;
}

function nodeText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ');
  if (!(node instanceof Element) || SKIPPED.has(node.tagName)) return '';
  if (node.tagName === 'BR') return '\n';
  return isBlock(node) ? block(node) : inline(node);
}

function childText(node: Element): string {
  return [...node.childNodes]
    .map(nodeText)
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n');
}

export function textOf(html: string): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  return childText(page.body).replace(/^\n+|\s+$/g, '');
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** Each line a paragraph, as the editor would have made it. */
export function htmlOf(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('');
}

/** As it is sent: an empty paragraph has no height in mail programs, so it gets a line break. */
export const withEmptyLines = (html: string): string =>
  html.replace(/(<p(?: [^>]*)?>)<\/p>/g, '$1<br></p>');

/** Back from what was sent, where the editor would show two lines for one. */
export const withoutEmptyLines = (html: string): string =>
  html.replace(/(<p(?: [^>]*)?>)<br\s*\/?><\/p>/g, '$1</p>');
