/** How many pages, words and characters, of all and of the selection. */
import { Switch } from '@mantine/core';
import { usePageLayout } from '@/editor/document/page';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { useWorkbench } from '../frame/workbench';
import { countBetween, countNode } from '../model/words';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

export function WordsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const { number } = useFormats();
  const { body, page, view, setView } = useWorkbench();
  const { pages } = usePageLayout(body);
  const { doc, selection } = body.state;
  const all = countNode(doc);
  const chosen = selection.empty ? null : countBetween(doc, selection.from, selection.to);
  const of = (part: number | undefined, whole: number) =>
    part === undefined
      ? number(whole)
      : t('count.of', { part: number(part), whole: number(whole) });
  const rows: [string, string][] = [
    ...(page.pageless ? [] : [[t('count.pages'), number(pages)] as [string, string]]),
    [t('count.words'), of(chosen?.words, all.words)],
    [t('count.characters'), of(chosen?.characters, all.characters)],
    [t('count.letters'), of(chosen?.letters, all.letters)],
  ];
  return (
    <Sheet title={t('words.count')} size={360} onClose={onClose}>
      <dl className={classes.counts}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('words.always')}
        checked={view.hasWordCount}
        onChange={(event) => setView({ hasWordCount: event.currentTarget.checked })}
      />
    </Sheet>
  );
}
