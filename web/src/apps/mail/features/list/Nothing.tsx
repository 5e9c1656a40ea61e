/** What an empty list says: what it is for. */
import { Button } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';

const known = ['inbox', 'starred', 'sent', 'drafts', 'archive', 'junk', 'trash', 'search'] as const;

export function Nothing() {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const go = useGo();
  const kind = known.find((it) => it === place.box) ?? 'label';
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
      {t(`none.${kind}.body`)}
    </EmptyState>
  );
}
