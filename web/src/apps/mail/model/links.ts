/**
 * Links that pretend: their words name one place and they lead to another, or the place is spelled
 * with letters that only look like those of a well-known name.
 */
/** On the element itself and important, so that no sheet of the message hides it. */
const MARK =
  'all:initial!important;font:600 12px system-ui,sans-serif!important;color:#8a1f11!important;' +
  'background:#fdecea!important;padding:1px 6px!important;border-radius:4px!important';
const ADDRESS = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})(?::\d+)?(?:[/?#].*)?$/iu;

function hostOf(address: string): string {
  try {
    const url = new URL(address);
    return /^https?:$/.test(url.protocol) ? url.hostname.replace(/\.$/, '') : '';
  } catch {
    return '';
  }
}

/** One is the other, or a part of it: "www.shop.example" and "shop.example". */
const isSame = (one: string, other: string): boolean =>
  one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** The true host of a link whose look deceives, as plain letters; empty for an honest one. */
export function deceivingHost(href: string, words: string): string {
  const host = hostOf(href);
  if (!host) return '';
  if (host.split('.').some((label) => label.startsWith('xn--'))) return host;
  const named = ADDRESS.exec(words.trim().replace(/\s+/g, ''))?.[1];
  if (!named) return '';
  return isSame(hostOf(`http://${named}`), host) ? '' : host;
}

/** Write the true host behind each link that deceives. */
export function markDeceivingLinks(page: Document): void {
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[href]')) {
    const host = deceivingHost(link.getAttribute('href') ?? '', link.textContent);
    if (!host) continue;
    const mark = page.createElement('span');
    mark.setAttribute('style', MARK);
    mark.textContent = `⚠ ${host}`;
    link.title = host;
    link.after(' ', mark);
  }
}
