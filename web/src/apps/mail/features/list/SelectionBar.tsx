/** How many are chosen and what one can do to them; on phones at the lower edge. */
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Selection } from '@/ui';
import { Tool } from '../Tool';
import { VerbButtons } from '../VerbButtons';
import type { Choice } from './ListView';
import classes from './list.module.css';

interface Props {
  choice: Choice;
  selection: Selection;
  total: number;
  isBottom: boolean;
}

export function SelectionBar({ choice, selection, total, isBottom }: Props) {
  const { t } = useTranslation('mail');
  const { chosen, every } = choice;
  const words = t('selected', { count: every ? total : chosen.length });
  const clear = () => {
    choice.setEvery(false);
    selection.clear();
  };
  return (
    <div
      className={classes.bulk}
      data-bottom={isBottom || undefined}
      role="toolbar"
      aria-label={words}
    >
      {isBottom && <Tool label={t('keys.deselect')} icon={IconX} run={clear} />}
      <span className={classes.bulkCount}>
        {isBottom ? (every?.total ?? chosen.length) : words}
      </span>
      <VerbButtons threads={chosen.map((row) => row.emails)} every={every} onGone={clear} />
    </div>
  );
}
