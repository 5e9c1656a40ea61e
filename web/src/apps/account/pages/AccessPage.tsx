/** Access for programs: app passwords and tokens. */
import { useTranslation } from '@/platform/i18n';
import { SecretSection } from '../features/SecretSection';
import { SettingsLayout } from '../features/SettingsLayout';

export default function AccessPage() {
  const { t } = useTranslation('account');
  return (
    <SettingsLayout title={t('access.title')}>
      <SecretSection kind="app-passwords" />
      <SecretSection kind="tokens" />
    </SettingsLayout>
  );
}
