/** Whose mail goes to Junk. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, ListRow, PageSection, QueryState, RowList } from '@/ui';
import { block, blockedQuery, unblock } from '@/apps/mail/client/blocking';
import { useMail } from '@/apps/mail/features/MailContext';
import { work } from '../work';
import { AddLine } from './AddLine';

export default function Blocked() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(blockedQuery(account.id));
  const items = query.data ?? [];
  return (
    <PageSection title={t('blocked')} description={t('blocked.body')}>
      <AddLine
        label={t('blocked.address')}
        placeholder={t('blocked.address.example')}
        action={t('blocked.add')}
        onAdd={(email) => block(account.id, email)}
      />
      <QueryState
        query={query}
        isEmpty={items.length === 0}
        empty={<EmptyState drawing="person" title={t('blocked.none')} />}
      >
        <RowList label={t('blocked')}>
          {items.map((it) => (
            <ListRow
              key={it.id}
              title={it.email}
              actions={
                <Button
                  variant="default"
                  onClick={() => void work(() => unblock(account.id, it.id))}
                >
                  {t('blocked.remove')}
                </Button>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}
