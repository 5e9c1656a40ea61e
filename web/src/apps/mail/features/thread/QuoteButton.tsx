/** The three dots that stand for quoted text. */
import { IconDots } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import classes from './thread.module.css';

export function QuoteButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation('mail');
  return (
    <button
      type="button"
      className={classes.quoteButton}
      aria-expanded={isOpen}
      aria-label={isOpen ? t('quote.hide') : t('quote.show')}
      title={isOpen ? t('quote.hide') : t('quote.show')}
      onClick={onToggle}
    >
      <IconDots size={16} stroke={2} aria-hidden />
    </button>
  );
}
