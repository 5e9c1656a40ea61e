/** The side bar of forms: the views, then the forms that changed last. */
import { IconForms, IconUser, IconUsers } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection } from '@/ui';

export function FormsSide() {
  const { t } = useTranslation('forms');
  const go = useGo();
  return (
    <>
      <PrimaryAction onClick={() => go('/forms?new=form')}>{t('form.create')}</PrimaryAction>
      <SideSection>
        <SideLink exact to="/forms" icon={IconForms} label={t('view.all')} />
        <SideLink to="/forms/mine" icon={IconUser} label={t('view.mine')} />
        <SideLink to="/forms/shared" icon={IconUsers} label={t('view.shared')} />
      </SideSection>
    </>
  );
}
