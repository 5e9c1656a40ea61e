/** The second step of signing in: a code of the authenticator app, a recovery code or a passkey. */
import { useState } from 'react';
import { Button, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { canUsePasskeys, confirmFactor, withPasskey, type Factor } from '../client/auth';
import { AuthCard } from './AuthCard';
import { ProblemLine } from './ProblemLine';
import { useAttempt } from './useAttempt';

interface Props {
  types: Factor[];
  onDone: () => Promise<void>;
  onBack: () => void;
}

export function FactorForm({ types, onDone, onBack }: Props) {
  const { t } = useTranslation('account');
  const hasCode = types.includes('totp');
  const [isRecovery, setRecovery] = useState(!hasCode);
  const [code, setCode] = useState('');
  const attempt = useAttempt();
  const confirmCode = (event: React.SubmitEvent) => {
    event.preventDefault();
    void attempt.run(async () => {
      const result = await confirmFactor(code.replace(/\s/g, ''));
      if (result.kind === 'in') await onDone();
    });
  };
  const passkey = () =>
    attempt.run(async () => {
      const result = await withPasskey('authenticate');
      if (result.kind === 'in') await onDone();
    });
  return (
    <AuthCard
      title={t('factor.title')}
      subtitle={t(isRecovery ? 'factor.recoveryBody' : 'factor.body')}
      foot={
        <>
          {types.includes('webauthn') && canUsePasskeys() && (
            <Button
              variant="default"
              leftSection={<IconFingerprint size={18} />}
              onClick={() => void passkey()}
            >
              {t('signIn.passkey')}
            </Button>
          )}
          {hasCode && (
            <Button variant="subtle" onClick={() => setRecovery(!isRecovery)}>
              {t(isRecovery ? 'factor.useCode' : 'factor.useRecovery')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={onBack}>
            {t('back')}
          </Button>
        </>
      }
    >
      <form onSubmit={confirmCode}>
        <ProblemLine problem={attempt.problem} fields={['code']} />
        <TextInput
          label={t(isRecovery ? 'factor.recoveryCode' : 'factor.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={attempt.problem?.messageFor('code')}
          inputMode={isRecovery ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          size="md"
          autoFocus
          required
          withAsterisk={false}
        />
        <Button type="submit" size="md" loading={attempt.isRunning}>
          {t('factor.submit')}
        </Button>
      </form>
    </AuthCard>
  );
}
