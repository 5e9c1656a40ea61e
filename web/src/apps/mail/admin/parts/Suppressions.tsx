/** Addresses that automatic mail is not sent to again, because it came back. */
import { Button } from '@mantine/core';
import { api, call, usePaged, type components } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { ListRow, PageSection, RowList, When } from '@/ui';
import { liftSuppression } from '../client';
import { KEY, work } from '../work';

type Suppression = components['schemas']['SuppressionOut'];

export function Suppressions() {
  const { t } = useTranslation('mail-admin');
  const list = usePaged<Suppression>([KEY, 'suppressions'], (cursor, signal) =>
    call(
      api.GET('/api/v1/mail/admin/suppressions', {
        params: { query: cursor ? { cursor } : {} },
        signal,
      }),
    ),
  );
  if (list.items.length === 0) return null;
  return (
    <PageSection title={t('suppressed')} description={t('suppressed.body')}>
      <RowList label={t('suppressed')}>
        {list.items.map((it) => (
          <ListRow
            key={it.email}
            title={it.email}
            description={
              <>
                <When at={it.since} /> · {it.reply}
              </>
            }
            actions={
              <Button
                variant="default"
                onClick={() => void work(() => liftSuppression(it.email), t('saved'))}
              >
                {t('suppressed.lift')}
              </Button>
            }
          />
        ))}
      </RowList>
      {list.hasMore && (
        <Button variant="subtle" onClick={list.more}>
          {t('more')}
        </Button>
      )}
    </PageSection>
  );
}
