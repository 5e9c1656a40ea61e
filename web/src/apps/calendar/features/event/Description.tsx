/** What an event says of itself; whatever came from outside is cleaned before it is shown. */
import DOMPurify from 'dompurify';
import { IconAlignLeft } from '@tabler/icons-react';
import classes from './card.module.css';

const TAGS = [
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'p',
  'br',
  'ul',
  'ol',
  'li',
  'blockquote',
  'span',
  'div',
];

function clean(html: string): string {
  const box = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ['href'],
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of box.querySelectorAll('a')) {
    link.target = '_blank';
    link.rel = 'noreferrer noopener';
  }
  const holder = document.createElement('div');
  holder.append(box);
  return holder.innerHTML;
}

export default function Description({ html }: { html: string }) {
  return (
    <div className={classes.line}>
      <IconAlignLeft size={18} stroke={1.75} aria-hidden />
      <div className={classes.description} dangerouslySetInnerHTML={{ __html: clean(html) }} />
    </div>
  );
}
