/** The authenticator app: set up by QR code, remove. */
import { useState } from 'react';
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { confirm, PageSection, StatusBadge, toast } from '@/ui';
import { isDismissed } from '../client/auth';
import {
  activateTotp,
  beginTotp,
  removeTotp,
  useFactors,
  type TotpSecret,
} from '../client/factors';
import { ProblemLine } from './ProblemLine';
import { QrCode } from './QrCode';
import { useGuard } from './Reauthenticate';
import { useAttempt } from './useAttempt';

function SetUp({ secret, onDone }: { secret: TotpSecret; onDone: () => void }) {
  const { t } = useTranslation('account');
  const [code, setCode] = useState('');
  const attempt = useAttempt();
  const guard = useGuard();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt.run(async () => {
          await guard(() => activateTotp(code.replace(/\s/g, '')));
          onDone();
        });
      }}
    >
      <Group align="flex-start" gap="lg">
        <QrCode text={secret.totp_url} label={t('totp.qr')} />
        <Stack flex={1} miw={240}>
          <Text>{t('totp.scan')}</Text>
          <Code block>{secret.secret.replace(/(.{4})/g, '$1 ').trim()}</Code>
          <ProblemLine problem={attempt.problem} fields={['code']} />
          <TextInput
            label={t('factor.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={attempt.problem?.messageFor('code')}
            autoFocus
          />
          <Button type="submit" loading={attempt.isRunning} style={{ alignSelf: 'flex-start' }}>
            {t('totp.activate')}
          </Button>
        </Stack>
      </Group>
    </form>
  );
}

export function TotpSection() {
  const { t } = useTranslation('account');
  const cache = useQueryClient();
  const guard = useGuard();
  const [secret, setSecret] = useState<TotpSecret | null>(null);
  const isActive = (useFactors().data ?? []).some((it) => it.type === 'totp');

  async function act(action: () => Promise<unknown>): Promise<void> {
    try {
      await guard(action);
    } catch (error) {
      if (!isDismissed(error)) toast.problem(error);
    }
  }
  const refresh = () => cache.invalidateQueries({ queryKey: ['session'] });
  const remove = async () => {
    const isSure = await confirm({
      title: t('totp.removeTitle'),
      body: t('totp.removeBody'),
      action: t('totp.remove'),
      isDangerous: true,
    });
    if (isSure) await act(async () => removeTotp().then(refresh));
  };
  return (
    <PageSection
      title={t('totp.title')}
      description={t('totp.body')}
      actions={
        isActive ? (
          <Group gap="xs" wrap="nowrap">
            <StatusBadge tone="success">{t('totp.on')}</StatusBadge>
            <Button variant="default" onClick={() => void remove()}>
              {t('totp.remove')}
            </Button>
          </Group>
        ) : (
          !secret && (
            <Button
              variant="default"
              onClick={() => void act(async () => setSecret(await beginTotp()))}
            >
              {t('totp.setUp')}
            </Button>
          )
        )
      }
    >
      {secret && !isActive && (
        <SetUp
          secret={secret}
          onDone={() => {
            setSecret(null);
            void refresh();
            toast.show(t('totp.done'), { tone: 'success' });
          }}
        />
      )}
    </PageSection>
  );
}
