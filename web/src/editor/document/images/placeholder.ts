/** What stands in the text while a picture is stored: a preview, progress, and what to do on failure. */
import type { Words } from '../options';

interface Deeds {
  retry: () => void;
  drop: () => void;
}

export interface Placeholder {
  report: (fraction: number) => void;
  fail: () => void;
}

function button(label: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('mousedown', (event) => event.preventDefault());
  made.addEventListener('click', run);
  return made;
}

function preview(source: File | string): HTMLElement | null {
  if (typeof source === 'string') return null;
  const picture = document.createElement('img');
  const url = URL.createObjectURL(source);
  picture.alt = source.name;
  picture.addEventListener('load', () => URL.revokeObjectURL(url));
  picture.src = url;
  return picture;
}

/** Draws it into `dom`, also again on a retry. */
export function drawPlaceholder(
  dom: HTMLElement,
  source: File | string,
  t: Words,
  deeds: Deeds,
): Placeholder {
  const bar = document.createElement('progress');
  bar.max = 1;
  bar.setAttribute('aria-label', t('doc.image.storing'));
  const picture = preview(source);
  dom.dataset.upload = 'running';
  dom.contentEditable = 'false';
  dom.replaceChildren(...(picture ? [picture] : []), bar);
  return {
    report: (fraction) => (bar.value = fraction),
    fail: () => {
      dom.dataset.upload = 'failed';
      const words = document.createElement('span');
      words.setAttribute('role', 'alert');
      words.textContent = t('doc.image.failed');
      bar.replaceWith(
        words,
        button(t('doc.image.retry'), deeds.retry),
        button(t('doc.image.drop'), deeds.drop),
      );
    },
  };
}
