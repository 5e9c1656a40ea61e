/** The original below an answer, folded; it can be looked at and left out. */
import { useState } from 'react';
import { CloseButton } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import { HtmlFrame } from '../thread/HtmlFrame';
import { QuoteButton } from '../thread/QuoteButton';
import classes from './composer.module.css';

export function Quoted({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [isOpen, setOpen] = useState(compose.subject.startsWith('Fwd:'));
  return (
    <div className={classes.quote}>
      <div className={classes.quoteHead}>
        <QuoteButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
        {isOpen && (
          <CloseButton
            size="sm"
            aria-label={t('quote.remove')}
            title={t('quote.remove')}
            onClick={() => edit(compose.key, { quote: '' })}
          />
        )}
      </div>
      {isOpen && <HtmlFrame html={`<head><style></style></head>${compose.quote}`} />}
    </div>
  );
}
