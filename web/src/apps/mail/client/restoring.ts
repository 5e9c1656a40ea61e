/** A message as it was kept, with its pictures shown from the files that were kept with it. */
import type { Compose } from '../model/compose';
import type { KeptDraft } from './draftStore';

export function restored({ compose, files }: KeptDraft): Compose {
  const page = new DOMParser().parseFromString(compose.html, 'text/html');
  for (const image of page.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    const entry = compose.attachments.find((file) => file.cid === image.dataset.cid);
    const file = entry && files[entry.key];
    if (file) image.setAttribute('src', URL.createObjectURL(file));
  }
  return { ...compose, html: page.body.innerHTML };
}
