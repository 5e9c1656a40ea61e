/** A plain text body with its links, the quoted end folded. */
import { useState } from 'react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { foldText, linked } from '@/apps/mail/model/plain';
import { QuoteButton } from './QuoteButton';
import classes from './thread.module.css';

export function PlainText({ text }: { text: string }) {
  const { t } = useTranslation('mail');
  const [isUnfolded, setUnfolded] = useState(false);
  const { shown, quoted } = foldText(text);
  if (!text.trim()) return <p className={classes.emptyBody}>{t('body.none')}</p>;
  return (
    <div className={classes.plain}>
      <Linked text={shown.trim()} />
      {quoted && (
        <>
          <QuoteButton isOpen={isUnfolded} onToggle={() => setUnfolded(!isUnfolded)} />
          {isUnfolded && (
            <div className={classes.quoted}>
              <Linked text={quoted} />
            </div>
          )}
        </>
      )}
    </div>
  );
}

function Linked({ text }: { text: string }) {
  const go = useGo();
  return linked(text).map((piece, index) => {
    if (!piece.href) return <span key={index}>{piece.text}</span>;
    const isMail = piece.href.startsWith('mailto:');
    return (
      <a
        key={index}
        href={piece.href}
        target="_blank"
        rel="noopener noreferrer"
        onClick={(event) => {
          if (!isMail) return;
          event.preventDefault();
          go(`${window.location.pathname}?write=${encodeURIComponent(piece.text)}`);
        }}
      >
        {piece.text}
      </a>
    );
  });
}
