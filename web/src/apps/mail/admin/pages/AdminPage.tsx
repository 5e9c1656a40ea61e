/** Mail of the organisation, for administrators. */
import { Suspense } from 'react';
import { IconArrowLeft } from '@tabler/icons-react';
import { usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { AppLayout, EmptyState, LoadingRows, Page, SideLink, SideSection, Toolbar } from '@/ui';
import '../catalogue';
import { sections } from '../sections';

export default function AdminPage() {
  const { t } = useTranslation('mail-admin');
  const { abilities } = useMe();
  const name = usePathParam('_splat');
  const section = sections.find((it) => it.name === name) ?? sections[0];
  if (!abilities.administer || !section) {
    return (
      <AppLayout title={t('title')}>
        <EmptyState drawing="key" title={t('notYours')} />
      </AppLayout>
    );
  }
  const { Part } = section;
  return (
    <AppLayout title={t('title')} side={<Side active={section.name} />}>
      <Toolbar title={t(section.labelKey)} />
      <Page width={960}>
        <Suspense fallback={<LoadingRows />}>
          <Part key={section.name} />
        </Suspense>
      </Page>
    </AppLayout>
  );
}

function Side({ active }: { active: string }) {
  const { t } = useTranslation('mail-admin');
  return (
    <>
      <SideSection>
        <SideLink to="/mail/inbox" icon={IconArrowLeft} label={t('back')} isActive={false} />
      </SideSection>
      <SideSection title={t('title')}>
        {sections.map((it) => (
          <SideLink
            key={it.name}
            to={`/admin/mail/${it.name}`}
            icon={it.icon}
            label={t(it.labelKey)}
            isActive={it.name === active}
          />
        ))}
      </SideSection>
    </>
  );
}
