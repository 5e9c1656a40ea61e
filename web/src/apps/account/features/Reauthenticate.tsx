/**
 * Asks who it is once more before changes to sign-in. `guard(action)` runs the action; when the
 * server wants proof, the dialog opens and the action runs again after it.
 */
import { createContext, use, useCallback, useState, type ReactNode } from 'react';
import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { auth, flowsOf, isReauthenticationWanted, withPasskey, type Flow } from '../client/auth';
import { ProblemLine } from './ProblemLine';
import { useAttempt } from './useAttempt';

type Guard = <T>(action: () => Promise<T>) => Promise<T>;

const GuardContext = createContext<Guard>((action) => action());

/** Runs an action of the sign-in settings, asking for proof when the server wants it. */
export const useGuard = (): Guard => use(GuardContext);

interface Asked {
  flows: Flow[];
  answer: (isProven: boolean) => void;
}

export function Reauthentication({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const guard = useCallback<Guard>(async (action) => {
    try {
      return await action();
    } catch (error) {
      if (!isReauthenticationWanted(error)) throw error;
      const isProven = await new Promise<boolean>((answer) =>
        setAsked({ flows: flowsOf(error), answer }),
      );
      setAsked(null);
      if (!isProven) throw new DOMException('Dismissed', 'AbortError');
      return action();
    }
  }, []);
  return (
    <GuardContext.Provider value={guard}>
      {children}
      {asked && <ProofDialog {...asked} />}
    </GuardContext.Provider>
  );
}

function ProofDialog({ flows, answer }: Asked) {
  const { t } = useTranslation('account');
  const [text, setText] = useState('');
  const attempt = useAttempt();
  const offers = (id: string, type?: string) =>
    flows.some((it) => it.id === id && (!type || (it.types ?? []).includes(type)));
  const byPassword = offers('reauthenticate');
  const byCode = !byPassword && offers('mfa_reauthenticate', 'totp');
  const byPasskey = offers('mfa_reauthenticate', 'webauthn');

  const submit = (event: React.SubmitEvent) => {
    event.preventDefault();
    void attempt.run(async () => {
      if (byPassword) await auth('/auth/reauthenticate', 'POST', { password: text });
      else await auth('/auth/2fa/reauthenticate', 'POST', { code: text });
      answer(true);
    });
  };
  const passkey = () =>
    attempt.run(async () => {
      if ((await withPasskey('reauthenticate')).kind === 'in') answer(true);
    });
  const field = {
    value: text,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => setText(event.currentTarget.value),
    error: attempt.problem?.errors[0]?.message,
    'data-autofocus': true,
  };
  return (
    <Modal
      opened
      onClose={() => answer(false)}
      title={t('proof.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('proof.body')}</Text>
          <ProblemLine problem={attempt.problem} fields={['password', 'code']} />
          {byPassword && (
            <PasswordInput label={t('password')} autoComplete="current-password" {...field} />
          )}
          {byCode && <TextInput label={t('factor.code')} autoComplete="one-time-code" {...field} />}
          {(byPassword || byCode) && (
            <Button type="submit" loading={attempt.isRunning}>
              {t('proof.submit')}
            </Button>
          )}
          {byPasskey && (
            <Button
              variant="default"
              leftSection={<IconFingerprint size={18} />}
              onClick={() => void passkey()}
            >
              {t('signIn.passkey')}
            </Button>
          )}
        </Stack>
      </form>
    </Modal>
  );
}
