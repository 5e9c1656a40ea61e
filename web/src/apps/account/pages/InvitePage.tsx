/** Accept an invitation: passkey first, a password as the other way. */
import { useState } from 'react';
import { Button, PasswordInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { LoadingRows } from '@/ui';
import { canUsePasskeys } from '../client/auth';
import { deviceName } from '../client/deviceName';
import { joinWithPasskey, joinWithPassword, readInvitation } from '../client/invitations';
import { AuthCard } from '../features/AuthCard';
import { ProblemLine } from '../features/ProblemLine';
import { useAttempt } from '../features/useAttempt';
import { useEnter } from '../features/useEnter';
import classes from '../features/AuthCard.module.css';

function PasswordWay({ token, email }: { token: string; email: string }) {
  const { t } = useTranslation('account');
  const [password, setPassword] = useState('');
  const attempt = useAttempt();
  const enter = useEnter();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt.run(async () => {
          await joinWithPassword(token, password);
          await enter('/');
        });
      }}
    >
      <ProblemLine problem={attempt.problem} fields={['password']} />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label={t('password.new')}
        description={t('password.hint')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={attempt.problem?.messageFor('password')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        size="md"
        required
        withAsterisk={false}
      />
      <Button type="submit" size="md" variant="default" loading={attempt.isRunning}>
        {t('invite.password')}
      </Button>
    </form>
  );
}

export default function InvitePage() {
  const { t } = useTranslation('account');
  const token = usePathParam('token');
  const attempt = useAttempt();
  const enter = useEnter();
  const query = useQuery({
    queryKey: ['account', 'invitation', token],
    queryFn: () => readInvitation(token),
    retry: false,
  });
  if (query.error) {
    return (
      <AuthCard
        title={t('invite.gone')}
        subtitle={t('invite.goneBody')}
        foot={
          <Link to="/sign-in" className={classes.link}>
            {t('recover.back')}
          </Link>
        }
      >
        {null}
      </AuthCard>
    );
  }
  const invitation = query.data;
  if (!invitation) return <LoadingRows rows={3} />;
  const passkey = () =>
    attempt.run(async () => {
      await joinWithPasskey(token, deviceName(navigator.userAgent));
      await enter('/');
    });
  return (
    <AuthCard
      title={t('invite.title', { name: invitation.name })}
      subtitle={t('invite.body', { email: invitation.email })}
    >
      {canUsePasskeys() && (
        <>
          <div className={classes.foot}>
            <ProblemLine problem={attempt.problem} />
            <Button
              size="md"
              leftSection={<IconFingerprint size={20} stroke={1.75} />}
              loading={attempt.isRunning}
              onClick={() => void passkey()}
            >
              {t('invite.passkey')}
            </Button>
            <p className={classes.subtitle}>{t('invite.passkeyBody')}</p>
          </div>
          <div className={classes.or}>{t('or')}</div>
        </>
      )}
      <PasswordWay token={token} email={invitation.email} />
    </AuthCard>
  );
}
