/** When all rows in view are chosen: the offer to mean everything that the list holds. */
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { useMail } from '../MailContext';
import type { Choice } from './ListView';
import classes from './list.module.css';

interface Props {
  choice: Choice;
  total: number;
  shown: number;
  onClear: () => void;
}

export function SelectAll({ choice, total, shown, onClear }: Props) {
  const { t } = useTranslation('mail');
  const { number } = useFormats();
  const { place } = useMail();
  const { chosen, every } = choice;
  if (chosen.length === 0 || chosen.length < shown || total <= shown) return null;
  const clear = () => {
    choice.setEvery(false);
    onClear();
  };
  const offer = place.box === 'search' ? 'select.matching' : 'select.everything';
  return (
    <div className={classes.note} role="status">
      <span>
        {every
          ? t('select.every', { count: total, shown: number(total) })
          : t('select.shown', { count: chosen.length })}
      </span>
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={() => (every ? clear() : choice.setEvery(true))}
      >
        {every ? t('keys.deselect') : t(offer, { count: total, shown: number(total) })}
      </Button>
    </div>
  );
}
