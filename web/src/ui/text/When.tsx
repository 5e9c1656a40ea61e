/** A moment: short in lists, exact on hover, in the person's zone and locale. */
import { useFormats } from '@/platform/time';

export function When({
  at,
  style = 'relative',
}: {
  at: string | null | undefined;
  style?: 'relative' | 'ago' | 'date' | 'exact';
}) {
  const formats = useFormats();
  if (!at) return null;
  return (
    <time dateTime={at} title={formats.exact(at)}>
      {formats[style](at)}
    </time>
  );
}
