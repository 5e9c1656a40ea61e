/** All of mail: the side bar, a list or a conversation, and what is being written. */
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { AppLayout, EmptyState, ErrorState, LoadingRows, toast } from '@/ui';
import { accountsQuery, useOwnAddresses, type Account } from '../client/accounts';
import { useComposers } from '../client/composers';
import { boxIdOf } from '../client/lists';
import { mailboxesQuery } from '../client/mailboxes';
import { write } from '../client/opening';
import { useThreadAccount } from '../client/threads';
import { choiceOf } from '../model/compose';
import type { Place } from '../model/place';
import { Conversation } from '../features/thread/Conversation';
import { ListView } from '../features/list/ListView';
import { MailContext, useMail, type Mail } from '../features/MailContext';
import { MailSide } from '../features/side/MailSide';
import { usePlace } from '../features/usePlace';

const Dock = lazy(() => import('../features/composer/Dock'));

export default function MailPage() {
  const { t } = useTranslation('mail');
  const place = usePlace();
  const accounts = useQuery(accountsQuery);
  const home = useThreadAccount(place, accounts.data ?? []);
  const account = accounts.data?.find((it) => (home ? it.id === home : it.isOwn));
  if (accounts.error) {
    return (
      <AppLayout title={t('app')}>
        <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
      </AppLayout>
    );
  }
  if (!accounts.data || home === null) {
    return (
      <AppLayout title={t('app')}>
        <LoadingRows height={40} />
      </AppLayout>
    );
  }
  if (!account) {
    return (
      <AppLayout title={t('app')}>
        <EmptyState drawing="key" title={t('account.none')}>
          {t('account.none.body')}
        </EmptyState>
      </AppLayout>
    );
  }
  return <AccountPage place={place} account={account} accounts={accounts.data} />;
}

interface Props {
  place: Place;
  account: Account;
  accounts: readonly Account[];
}

function AccountPage({ place, account, accounts }: Props) {
  const { t } = useTranslation('mail');
  const boxes = useQuery(mailboxesQuery(account.id));
  const own = useOwnAddresses(account.id);
  const found = boxes.data;
  const mail: Mail = useMemo(
    () => ({
      account,
      accounts,
      own,
      place,
      boxes: found ?? [],
      boxId: boxIdOf(place.box, found ?? []),
    }),
    [account, accounts, own, place, found],
  );
  return (
    <MailContext value={mail}>
      <AppLayout title={t('app')} side={<MailSide />}>
        {boxes.error && !found ? (
          <ErrorState error={boxes.error} onRetry={() => void boxes.refetch()} />
        ) : place.thread ? (
          <Conversation key={place.thread} />
        ) : (
          <ListView key={`${account.id} ${place.box} ${place.query}`} />
        )}
      </AppLayout>
      <Writing />
    </MailContext>
  );
}

/** What is being written, and the ways to start: a key, a command, a link to an address. */
function Writing() {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const composers = useComposers();
  const [wish, setWish] = useQueryParam('write');
  useShortcuts([
    {
      keys: 'c',
      label: t('write'),
      group: t('app'),
      run: () => account.maySend && void write(account.id).catch(toast.problem),
    },
  ]);
  useEffect(() => {
    if (!wish) return;
    setWish(undefined);
    const to = wish.includes('@') ? [choiceOf({ name: null, email: wish })] : [];
    void write(account.id, to).catch(toast.problem);
  }, [wish, setWish, account.id]);
  if (composers.every((it) => it.place === 'inline')) return null;
  return (
    <Suspense>
      <Dock />
    </Suspense>
  );
}
