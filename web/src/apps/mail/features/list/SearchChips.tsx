/** The usual ways to narrow a search, as switches. */
import { Chip } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { hrefOf } from '@/apps/mail/model/place';
import { toggleTerm } from '@/apps/mail/model/search';
import { useMail } from '../MailContext';
import classes from './list.module.css';

const terms = [
  { term: 'is:unread', labelKey: 'narrow.unread' },
  { term: 'is:starred', labelKey: 'narrow.starred' },
  { term: 'has:attachment', labelKey: 'narrow.attachment' },
  { term: 'in:inbox', labelKey: 'narrow.inbox' },
  { term: 'in:sent', labelKey: 'narrow.sent' },
] as const;

export function SearchChips() {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const go = useGo();
  const present = new Set(place.query.split(/\s+/));
  return (
    <div className={classes.chips} role="group" aria-label={t('narrow')}>
      {terms.map(({ term, labelKey }) => (
        <Chip
          key={term}
          size="xs"
          checked={present.has(term)}
          onChange={() => {
            const query = toggleTerm(place.query, term);
            go(hrefOf(query ? { ...place, query } : { account: place.account }));
          }}
        >
          {t(labelKey)}
        </Chip>
      ))}
    </div>
  );
}
