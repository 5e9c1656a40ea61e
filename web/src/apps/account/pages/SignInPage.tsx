/** Sign in with e-mail and password, or with a passkey. */
import { useState } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { Link, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { canUsePasskeys, signIn, withPasskey, type Factor, type Outcome } from '../client/auth';
import { Notice } from '@/ui';
import { AuthCard } from '../features/AuthCard';
import { FactorForm } from '../features/FactorForm';
import { ProblemLine } from '../features/ProblemLine';
import { useAttempt } from '../features/useAttempt';
import { useEnter } from '../features/useEnter';
import classes from '../features/AuthCard.module.css';

export default function SignInPage() {
  const { t } = useTranslation('account');
  const [next] = useQueryParam('next');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [factors, setFactors] = useState<Factor[] | null>(null);
  const [isClosed, setClosed] = useState(false);
  const attempt = useAttempt();
  const enter = useEnter();

  async function follow(result: Outcome): Promise<void> {
    if (result.kind === 'factor') setFactors(result.types);
    else if (result.kind === 'in') await enter(next);
    // The password or passkey was right, and no step is left: the account was suspended.
    else setClosed(true);
  }

  if (factors) {
    return (
      <FactorForm types={factors} onDone={() => enter(next)} onBack={() => setFactors(null)} />
    );
  }
  return (
    <AuthCard title={t('signIn.title')} subtitle={t('signIn.subtitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setClosed(false);
          void attempt.run(async () => follow(await signIn(email.trim(), password)));
        }}
      >
        <ProblemLine problem={attempt.problem} fields={['password', 'email']} />
        {isClosed && <Notice tone="danger">{t('signIn.closed')}</Notice>}
        <TextInput
          type="email"
          label={t('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={attempt.problem?.messageFor('email')}
          autoComplete="username webauthn"
          size="md"
          autoFocus
          required
          withAsterisk={false}
        />
        <PasswordInput
          label={t('password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={attempt.problem?.messageFor('password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
          size="md"
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={attempt.isRunning}>
          {t('signIn.submit')}
        </Button>
        <Link to="/recover" className={classes.link}>
          {t('signIn.forgot')}
        </Link>
      </form>
      {canUsePasskeys() && (
        <>
          <div className={classes.or}>{t('or')}</div>
          <Button
            variant="default"
            size="md"
            leftSection={<IconFingerprint size={20} stroke={1.75} />}
            onClick={() => void attempt.run(async () => follow(await withPasskey('login')))}
          >
            {t('signIn.passkey')}
          </Button>
        </>
      )}
    </AuthCard>
  );
}
