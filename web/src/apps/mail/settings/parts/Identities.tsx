/** The addresses one writes from, each with its name and signatures. */
import { useState } from 'react';
import { Badge, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { ListRow, PageSection, QueryState, RowList } from '@/ui';
import { identitiesQuery } from '@/apps/mail/client/accounts';
import { changeSettings, useMailSettings } from '@/apps/mail/client/settings';
import { useMail } from '@/apps/mail/features/MailContext';
import type { Identity } from '@/apps/mail/model/mail';
import { IdentityForm } from './IdentityForm';

export default function Identities() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(identitiesQuery(account.id));
  const [open, setOpen] = useState<string | null>(null);
  const { default_identity_id: chosen } = useMailSettings();
  const identities = query.data ?? [];
  const first = identities.find((it) => it.id === chosen)?.id ?? identities[0]?.id;
  if (open !== null) {
    const identity = identities.find((it) => it.id === open) ?? null;
    return (
      <IdentityForm
        key={open}
        identity={identity}
        isOnly={identities.length < 2}
        onClose={() => setOpen(null)}
      />
    );
  }
  const described = (it: Identity) =>
    it.htmlSignature || it.textSignature ? t('identities.signed') : t('identities.unsigned');
  return (
    <PageSection
      title={t('identities')}
      description={t('identities.body')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('')}>
          {t('identities.new')}
        </Button>
      }
    >
      <QueryState query={query} isEmpty={identities.length === 0}>
        <RowList label={t('identities')}>
          {identities.map((it) => (
            <ListRow
              key={it.id}
              title={
                <>
                  {it.name ? `${it.name} <${it.email}>` : it.email}{' '}
                  {account.isOwn && it.id === first && (
                    <Badge variant="light">{t('identities.usual')}</Badge>
                  )}
                </>
              }
              description={described(it)}
              actions={
                <>
                  {account.isOwn && it.id !== first && (
                    <Button
                      variant="subtle"
                      color="gray"
                      onClick={() => void changeSettings({ default_identity_id: it.id })}
                    >
                      {t('identities.makeUsual')}
                    </Button>
                  )}
                  <Button variant="default" onClick={() => setOpen(it.id)}>
                    {t('edit')}
                  </Button>
                </>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}
