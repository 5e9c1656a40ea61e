/** Subjects to choose from while the subject is empty and the text is there. */
import { useEffect, useState } from 'react';
import { useTranslation } from '@/platform/i18n';
import { suggestSubjects } from '@/platform/compose';
import { edit } from '@/apps/mail/client/drafts';
import { settingsNow } from '@/apps/mail/client/settings';
import type { Compose } from '@/apps/mail/model/compose';
import { withoutSignature } from '@/editor/wire';
import { contextOf } from './useSuggestions';
import classes from './composer.module.css';

const FEWEST_WORDS = 8;

function textOf(html: string): string {
  const body = new DOMParser().parseFromString(withoutSignature(html), 'text/html').body;
  for (const block of body.querySelectorAll('p, li, br')) block.append('\n');
  return body.textContent.trim();
}

export default function SubjectIdeas({
  compose,
  onChosen,
}: {
  compose: Compose;
  onChosen: () => void;
}) {
  const { t } = useTranslation('mail');
  const [ideas, setIdeas] = useState<readonly string[]>([]);
  const { html, key } = compose;
  useEffect(() => {
    const text = textOf(html);
    if (text.split(/\s+/).length < FEWEST_WORDS || !settingsNow().smart_compose_on) return;
    const asked = new AbortController();
    suggestSubjects(text, contextOf(compose), asked.signal).then(
      (found) => setIdeas(found.map((it) => it.text)),
      () => setIdeas([]),
    );
    return () => asked.abort();
    // Asked for the text; what else changes meanwhile makes no other subject.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [html]);
  if (ideas.length === 0) return null;
  return (
    <div className={classes.ideas} role="group" aria-label={t('smart.subjects')}>
      {ideas.map((idea) => (
        <button
          key={idea}
          type="button"
          className={classes.idea}
          // The subject keeps the cursor until one is chosen.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            edit(key, { subject: idea });
            onChosen();
          }}
        >
          {idea}
        </button>
      ))}
    </div>
  );
}
