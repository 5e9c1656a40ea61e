/**
 * Makes what is pasted from elsewhere plain enough for a message: Word's lists become lists, Google
 * Docs' wrappers go, styles that only repeat the surroundings go, pictures are kept as files.
 */
import type { KeepPicture } from '../wire';

const WORD = /urn:schemas-microsoft-com|class="?Mso|mso-/i;
const GONE = 'style, meta, link, title, script, xml, del';

export function cleanPasted(html: string, keep?: KeepPicture): string {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const node of page.querySelectorAll(GONE)) node.remove();
  dropComments(page);
  if (WORD.test(html)) settleWord(page.body);
  unwrapDocs(page.body);
  for (const element of page.body.querySelectorAll<HTMLElement>('*')) plainer(element);
  for (const image of page.body.querySelectorAll('img')) settlePicture(image, keep);
  return page.body.innerHTML;
}

function dropComments(page: Document): void {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  for (const node of found) node.parentNode?.removeChild(node);
}

const styleOf = (element: Element) => element.getAttribute('style') ?? '';

interface Item {
  level: number;
  isOrdered: boolean;
  node: HTMLElement;
}

/** A paragraph that Word means as an item of a list; its bullet is taken out of the text. */
function wordItem(node: HTMLElement): Item | null {
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(styleOf(node))?.[1];
  if (!level) return null;
  const marks = [...node.querySelectorAll('span')].filter((it) =>
    /mso-list\s*:\s*ignore/i.test(styleOf(it)),
  );
  const label = marks[0]?.textContent?.replace(/\u00a0/g, ' ').trim() ?? '';
  for (const mark of marks) mark.remove();
  return { level: Number(level), isOrdered: /^\(?[\da-z]+[.)]/i.test(label), node };
}

function settleWord(body: HTMLElement): void {
  for (const node of [...body.querySelectorAll('*')]) {
    if (node.tagName.includes(':')) node.replaceWith(...node.childNodes);
  }
  let lists: HTMLElement[] = [];
  for (const paragraph of [...body.querySelectorAll('p')]) {
    const item = wordItem(paragraph);
    if (!item) lists = [];
    else lists = putItem(item, lists);
  }
}

/** Puts an item into the list that is open at its level; returns the lists that are open then. */
function putItem({ level, isOrdered, node }: Item, open: HTMLElement[]): HTMLElement[] {
  const lists = open.slice(0, level);
  const page = node.ownerDocument;
  const item = page.createElement('li');
  while (lists.length < level) {
    const list = page.createElement(isOrdered ? 'ol' : 'ul');
    const above = lists.at(-1);
    if (!above) node.before(list);
    else (above.lastElementChild ?? above.appendChild(page.createElement('li'))).append(list);
    lists.push(list);
  }
  lists.at(-1)?.append(item);
  node.removeAttribute('style');
  item.append(node);
  return lists;
}

/** Google Docs wraps all it copies into a bold element of normal weight. */
function unwrapDocs(body: HTMLElement): void {
  for (const bold of body.querySelectorAll<HTMLElement>('b')) {
    if (/font-weight:\s*normal/i.test(styleOf(bold))) bold.replaceWith(...bold.childNodes);
  }
}

const BLACK = /^(#0{3,6}|black|rgb\(0, 0, 0\)|windowtext)$/i;
const WHITE = /^(#f{3,6}|white|rgb\(255, 255, 255\)|transparent)$/i;

/** Keeps of an element's style only what carries meaning in a message. */
function plainer(element: HTMLElement): void {
  element.removeAttribute('class');
  element.removeAttribute('id');
  const { style } = element;
  const { color, backgroundColor: background, fontWeight, fontStyle } = style;
  const line = style.textDecorationLine || style.textDecoration;
  const kept = [
    color && !BLACK.test(color) && `color:${color}`,
    background && !WHITE.test(background) && `background-color:${background}`,
    fontWeight && `font-weight:${fontWeight}`,
    fontStyle && `font-style:${fontStyle}`,
    line && line !== 'none' && `text-decoration:${line}`,
    element.tagName === 'P' && 'margin:0',
  ].filter(Boolean);
  if (kept.length) element.setAttribute('style', kept.join(';'));
  else element.removeAttribute('style');
}

/** A picture that came along becomes one of the message; one that is only linked goes. */
function settlePicture(image: HTMLImageElement, keep?: KeepPicture): void {
  if (image.dataset.cid) return;
  const file = keep && fileOf(image.getAttribute('src') ?? '');
  if (!keep || !file) return image.remove();
  const { src, cid } = keep(file);
  image.setAttribute('src', src);
  image.dataset.cid = cid;
}

function fileOf(src: string): File | null {
  const [, type = '', body = ''] = /^data:(image\/[\w.+-]+);base64,(.+)$/s.exec(src) ?? [];
  if (!type || type.includes('svg')) return null;
  const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
  return new File([bytes], `image.${type.split('/')[1] ?? 'png'}`, { type });
}
