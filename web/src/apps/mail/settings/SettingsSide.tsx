/** The side bar of the settings: the mailbox they are of, and their pages. */
import { Select } from '@mantine/core';
import { IconArrowLeft, IconServerCog } from '@tabler/icons-react';
import { useGo, usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { SideLink, SideSection } from '@/ui';
import { useMail } from '../features/MailContext';
import { sections } from './sections';
import classes from './settings.module.css';

export const settingsHref = (section: string, account: { id: string; isOwn: boolean }): string =>
  `/mail/settings/${section}${account.isOwn ? '' : `?account=${account.id}`}`;

export function SettingsSide() {
  const { t } = useTranslation('mail-settings');
  const { account, accounts } = useMail();
  const { abilities } = useMe();
  const go = useGo();
  const section = usePathParam('_splat') || 'general';
  const shown = sections.filter((it) => account.isOwn || !it.isPersonal);
  function choose(id: string | null): void {
    const chosen = accounts.find((it) => it.id === id);
    if (!chosen) return;
    const isThere = chosen.isOwn || !sections.find((it) => it.name === section)?.isPersonal;
    go(settingsHref(isThere ? section : 'labels', chosen));
  }
  return (
    <>
      <SideSection>
        <SideLink to="/mail/inbox" icon={IconArrowLeft} label={t('back')} isActive={false} />
      </SideSection>
      {accounts.length > 1 && (
        <Select
          className={classes.account ?? ''}
          size="xs"
          aria-label={t('account')}
          allowDeselect={false}
          data={accounts.map((it) => ({ value: it.id, label: it.name }))}
          value={account.id}
          onChange={choose}
        />
      )}
      <SideSection title={t('settings')}>
        {shown.map((it) => (
          <SideLink
            key={it.name}
            to={settingsHref(it.name, account)}
            icon={it.icon}
            label={t(it.labelKey)}
            isActive={it.name === section}
          />
        ))}
      </SideSection>
      {abilities.administer && (
        <SideSection title={t('administration')}>
          <SideLink to="/admin/mail/domains" icon={IconServerCog} label={t('admin')} />
        </SideSection>
      )}
    </>
  );
}
