/** Text in which the server marked what was found; nothing of it is taken as HTML. */
import { Fragment } from 'react';

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#x27;': "'",
  '&#39;': "'",
};
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#x27|#39);/g, (it) => entities[it] ?? it);

export function Marked({ html }: { html: string }) {
  return html
    .split(/<mark>(.*?)<\/mark>/s)
    .map((piece, index) => (
      <Fragment key={index}>{index % 2 ? <mark>{plain(piece)}</mark> : plain(piece)}</Fragment>
    ));
}
