/** The settings of a mailbox. */
import { lazy, Suspense, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, ErrorState, LoadingRows, Page, Toolbar } from '@/ui';
import { accountsQuery, useOwnAddresses, type Account } from '@/apps/mail/client/accounts';
import { useComposers } from '@/apps/mail/client/composers';
import { mailboxesQuery } from '@/apps/mail/client/mailboxes';
import { MailContext, type Mail } from '@/apps/mail/features/MailContext';
import { placeOf } from '@/apps/mail/model/place';
import '../catalogue';
import { sections } from '../sections';
import { SettingsSide } from '../SettingsSide';

const Dock = lazy(() => import('@/apps/mail/features/composer/Dock'));

export default function SettingsPage() {
  const accounts = useQuery(accountsQuery);
  const [wanted] = useQueryParam('account');
  const found = accounts.data ?? [];
  const account = found.find((it) => it.id === wanted) ?? found.find((it) => it.isOwn) ?? found[0];
  if (accounts.error) {
    return <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />;
  }
  if (!account) return <LoadingRows />;
  return <SettingsOf key={account.id} account={account} accounts={found} />;
}

function SettingsOf({ account, accounts }: { account: Account; accounts: readonly Account[] }) {
  const { t } = useTranslation('mail-settings');
  const name = usePathParam('_splat') || 'general';
  const boxes = useQuery(mailboxesQuery(account.id)).data;
  const own = useOwnAddresses(account.id);
  const isWriting = useComposers().some((it) => it.place === 'dock');
  const mail: Mail = useMemo(() => {
    const place = { ...placeOf('inbox', ''), account: account.isOwn ? '' : account.id };
    return { account, accounts, own, place, boxes: boxes ?? [], boxId: '' };
  }, [account, accounts, own, boxes]);
  const shown = sections.filter((it) => account.isOwn || !it.isPersonal);
  const section = shown.find((it) => it.name === name) ?? shown[0];
  if (!section) return null;
  const { Part } = section;
  return (
    <MailContext value={mail}>
      <AppLayout title={t('settings')} side={<SettingsSide />}>
        <Toolbar title={t(section.labelKey)} />
        <Page>
          <Suspense fallback={<LoadingRows />}>{boxes && <Part key={section.name} />}</Suspense>
        </Page>
      </AppLayout>
      <Suspense>{isWriting && <Dock />}</Suspense>
    </MailContext>
  );
}
