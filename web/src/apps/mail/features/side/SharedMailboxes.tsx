/** The other accounts: shared mailboxes, and the way back to one's own. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, SideLink, SideSection } from '@/ui';
import type { Account } from '@/apps/mail/client/accounts';
import { mailboxesQuery } from '@/apps/mail/client/mailboxes';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';

export function SharedMailboxes() {
  const { t } = useTranslation('mail');
  const { account, accounts } = useMail();
  const others = accounts.filter((it) => it.id !== account.id);
  if (others.length === 0) return null;
  return (
    <SideSection title={account.isOwn ? t('shared') : t('accounts')}>
      {others.map((other) => (
        <AccountLink key={other.id} account={other} />
      ))}
    </SideSection>
  );
}

function AccountLink({ account }: { account: Account }) {
  const { data = [] } = useQuery(mailboxesQuery(account.id));
  const unread = data.find((box) => box.role === 'inbox')?.unreadThreads ?? 0;
  return (
    <SideLink
      to={hrefOf({ account: account.isOwn ? '' : account.id })}
      mark={<PersonAvatar name={account.name} seed={account.name} size={18} />}
      label={account.name}
      count={unread}
      isActive={false}
    />
  );
}
