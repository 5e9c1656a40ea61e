/** How one signs in: passkeys, password, authenticator app, recovery codes, open sessions. */
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { Notice } from '@/ui';
import { PasskeySection } from '../features/PasskeySection';
import { PasswordSection } from '../features/PasswordSection';
import { Reauthentication } from '../features/Reauthenticate';
import { RecoveryCodesSection } from '../features/RecoveryCodesSection';
import { SessionsSection } from '../features/SessionsSection';
import { SettingsLayout } from '../features/SettingsLayout';
import { TotpSection } from '../features/TotpSection';

export default function SecurityPage() {
  const { t } = useTranslation('account');
  const isReminded = useMe().reminders.includes('set_up_second_factor');
  return (
    <SettingsLayout title={t('security.title')}>
      <Reauthentication>
        {isReminded && (
          <div style={{ marginBottom: 24 }}>
            <Notice tone="warning" title={t('security.reminder')}>
              {t('security.reminderBody')}
            </Notice>
          </div>
        )}
        <PasskeySection />
        <PasswordSection />
        <TotpSection />
        <RecoveryCodesSection />
        <SessionsSection />
      </Reauthentication>
    </SettingsLayout>
  );
}
