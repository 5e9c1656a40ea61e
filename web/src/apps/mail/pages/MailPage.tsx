/** All of mail: the side bar, a list or a conversation, and what is being written. */
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, EmptyState, ErrorState, LoadingRows, toast } from '@/ui';
import { accountsQuery, useOwnAddresses, type Account } from '../client/accounts';
import { useComposers } from '../client/composers';
import { boxIdOf } from '../client/lists';
import { mailboxesQuery } from '../client/mailboxes';
import { write } from '../client/opening';
import { useMailSettings } from '../client/settings';
import { useThreadAccount } from '../client/threads';
import { readAddresses } from '../model/addresses';
import type { Place } from '../model/place';
import { Conversation } from '../features/thread/Conversation';
import { ListView } from '../features/list/ListView';
import { MailContext, useMail, type Mail } from '../features/MailContext';
import { MailSide } from '../features/side/MailSide';
import { SnoozeDialog } from '../features/snooze/SnoozeDialog';
import { useEverywhereKeys } from '../features/useEverywhereKeys';
import { usePane } from '../features/usePane';
import { useOutboxWork } from '../features/composer/useOutboxWork';
import { usePlace } from '../features/usePlace';
import classes from '../features/mail.module.css';

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
  const { categories_on: hasTabs } = useMailSettings();
  const found = boxes.data;
  const mail: Mail = useMemo(
    () => ({
      account,
      accounts,
      own,
      place,
      boxes: found ?? [],
      boxId: boxIdOf(place.box, found ?? [], hasTabs),
    }),
    [account, accounts, own, place, found, hasTabs],
  );
  return (
    <MailContext value={mail}>
      <AppLayout title={t('app')} side={<MailSide />}>
        {boxes.error && !found ? (
          <ErrorState error={boxes.error} onRetry={() => void boxes.refetch()} />
        ) : (
          <Reading />
        )}
      </AppLayout>
      <SnoozeDialog />
      <Writing />
    </MailContext>
  );
}

/** A list, a conversation, or both. */
function Reading() {
  const { t } = useTranslation('mail');
  const { account, place } = useMail();
  const pane = usePane();
  useEverywhereKeys();
  const conversation = place.thread ? <Conversation key={place.thread} /> : null;
  const isAlone = pane === 'off' || place.box === 'thread';
  if (conversation && isAlone) return conversation;
  const list = <ListView key={account.id} isNarrow={false} />;
  if (isAlone) return list;
  return (
    <div className={classes.split} data-pane={pane}>
      <section className={classes.splitList} aria-label={t('conversations')}>
        <ListView key={account.id} isNarrow={pane === 'right'} />
      </section>
      <section className={classes.splitRead} aria-label={t('pane')}>
        {conversation ?? <p className={classes.splitEmpty}>{t('pane.empty')}</p>}
      </section>
    </div>
  );
}

/** What is being written, and the ways to start: a command, a link to addresses. */
function Writing() {
  const { account } = useMail();
  const composers = useComposers();
  const hasWaiting = useOutboxWork();
  const [wish, setWish] = useQueryParam('write');
  useEffect(() => {
    if (!wish) return;
    setWish(undefined);
    const to = wish.includes('@') ? readAddresses(wish) : [];
    void write(account.id, to).catch(toast.problem);
  }, [wish, setWish, account.id]);
  if (!hasWaiting && composers.every((it) => it.place === 'inline')) return null;
  return (
    <Suspense>
      <Dock />
    </Suspense>
  );
}
