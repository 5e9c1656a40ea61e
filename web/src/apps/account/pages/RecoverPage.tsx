/** Recover access: a code goes out by mail, then a new password is chosen. */
import { useState } from 'react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { requestReset, resetPassword } from '../client/auth';
import { AuthCard } from '../features/AuthCard';
import { ProblemLine } from '../features/ProblemLine';
import { useAttempt } from '../features/useAttempt';
import classes from '../features/AuthCard.module.css';

function AskForm({ onSent }: { onSent: (email: string) => void }) {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const attempt = useAttempt();
  return (
    <AuthCard title={t('recover.title')} subtitle={t('recover.body')} foot={<BackLink />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attempt.run(async () => {
            await requestReset(email.trim());
            onSent(email.trim());
          });
        }}
      >
        <ProblemLine problem={attempt.problem} fields={['email']} />
        <TextInput
          type="email"
          label={t('email')}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={attempt.problem?.messageFor('email')}
          autoComplete="username"
          size="md"
          autoFocus
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={attempt.isRunning}>
          {t('recover.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}

function BackLink() {
  const { t } = useTranslation('account');
  return (
    <Link to="/sign-in" className={classes.link}>
      {t('recover.back')}
    </Link>
  );
}

function ResetForm({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const go = useGo();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useAttempt();
  return (
    <AuthCard title={t('reset.title')} subtitle={t('reset.body', { email })} foot={<BackLink />}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void attempt.run(async () => {
            await resetPassword(code.trim(), password);
            toast.show(t('reset.done'), { tone: 'success' });
            go('/sign-in');
          });
        }}
      >
        <ProblemLine problem={attempt.problem} fields={['key', 'password']} />
        <TextInput
          label={t('reset.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={attempt.problem?.messageFor('key')}
          autoComplete="one-time-code"
          size="md"
          autoFocus
          required
          withAsterisk={false}
        />
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
        <Button type="submit" size="md" loading={attempt.isRunning}>
          {t('reset.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}

export default function RecoverPage() {
  const [email, setEmail] = useState('');
  return email ? <ResetForm email={email} /> : <AskForm onSent={setEmail} />;
}
