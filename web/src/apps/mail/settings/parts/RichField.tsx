/** A field for formatted text: signatures, templates, the vacation answer. */
import { lazy, Suspense } from 'react';
import classes from '../settings.module.css';

const RichText = lazy(() => import('@/editor'));

interface Props {
  label: string;
  hint?: string;
  html: string;
  onChange: (html: string) => void;
}

export function RichField({ label, hint, html, onChange }: Props) {
  return (
    <div>
      <p className={classes.caption}>{label}</p>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div className={classes.editor}>
        <Suspense>
          <RichText label={label} initialHtml={html} onChange={onChange} />
        </Suspense>
      </div>
    </div>
  );
}

/** What an editor without words says is no text. */
export const htmlOrNone = (html: string): string =>
  /<img/.test(html) || html.replace(/<[^>]*>/g, '').trim() ? html : '';
