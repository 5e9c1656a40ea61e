/** What an empty list says: what it is for. */
import { Button } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';
import { isCategory } from '@/apps/mail/model/mail';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';

const known = [
  'inbox',
  'starred',
  'important',
  'snoozed',
  'scheduled',
  'sent',
  'drafts',
  'archive',
  'all',
  'junk',
  'trash',
  'search',
] as const;

export function Nothing({ isDone }: { isDone: boolean }) {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const go = useGo();
  const kind = isCategory(place.box) ? 'tab' : (known.find((it) => it === place.box) ?? 'label');
  // Nothing was found only once everything was searched.
  if (!isDone) return null;
  const back = (
    <Button variant="default" onClick={() => go(hrefOf({ account: place.account }))}>
      {t('inbox.open')}
    </Button>
  );
  return (
    <EmptyState
      drawing={kind === 'search' ? 'search' : 'inbox'}
      title={t(`none.${kind}`)}
      action={kind === 'inbox' ? undefined : back}
    >
      {kind === 'search' ? t('none.search.for', { query: place.query }) : t(`none.${kind}.body`)}
    </EmptyState>
  );
}
