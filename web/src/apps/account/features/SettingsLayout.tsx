/** The frame of one's own settings. */
import type { ReactNode } from 'react';
import { IconKey, IconShieldLock, IconUserCircle } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, Page, SideLink, SideSection, Toolbar } from '@/ui';

export function SettingsLayout({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('account');
  return (
    <AppLayout
      title={t('app')}
      side={
        <SideSection title={t('app')}>
          <SideLink exact to="/settings" icon={IconUserCircle} label={t('profile.title')} />
          <SideLink to="/settings/security" icon={IconShieldLock} label={t('security.title')} />
          <SideLink to="/settings/access" icon={IconKey} label={t('access.title')} />
        </SideSection>
      }
    >
      <Toolbar title={title} />
      <Page>{children}</Page>
    </AppLayout>
  );
}
