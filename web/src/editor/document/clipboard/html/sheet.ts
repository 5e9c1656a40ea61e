/** Style sheets of pasted pages: Excel says colours and weights of cells in classes only. */

/** Writes the rules of single classes and of cell tags into the elements they speak of. */
export function inlineClasses(root: HTMLElement, sheet: string): void {
  const rules = sheet.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^{}]*)\}/g);
  for (const [, selectors = '', body = ''] of rules) {
    for (const selector of selectors.split(',').map((it) => it.trim())) {
      const name = /^(?:td|tr|th|col|span|font|p)?\.([\w-]+)$/.exec(selector)?.[1];
      if (name) write(root.getElementsByClassName(name), body);
    }
  }
}

function write(elements: Iterable<Element>, body: string): void {
  const declared = body.replace(/\s+/g, ' ').trim();
  for (const element of elements) {
    element.setAttribute('style', `${declared};${element.getAttribute('style') ?? ''}`);
  }
}

const SHEET = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;

/**
 * Hides the style sheets of pasted HTML: ProseMirror would write them into the elements' styles,
 * which drops what browsers do not know, such as Word's lists.
 */
export const hideSheets = (html: string): string =>
  html.replace(
    SHEET,
    (_, sheet: string) => `<i hidden data-sheet="${encodeURIComponent(sheet)}"></i>`,
  );

/** All hidden style sheets of the pasted page as one text; they are removed from it. */
export function takeSheets(root: HTMLElement): string {
  const sheets = [...root.querySelectorAll<HTMLElement>('[data-sheet]')];
  for (const it of sheets) it.remove();
  return sheets.map((it) => decodeURIComponent(it.dataset.sheet ?? '')).join('\n');
}
