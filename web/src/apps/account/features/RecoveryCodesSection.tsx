/** Recovery codes: show what is left, make new ones. */
import { useState } from 'react';
import { Button, Code, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PageSection, toast } from '@/ui';
import { isDismissed } from '../client/auth';
import { makeRecoveryCodes, readRecoveryCodes, useFactors } from '../client/factors';
import { useGuard } from './Reauthenticate';

export function RecoveryCodesSection() {
  const { t } = useTranslation('account');
  const cache = useQueryClient();
  const guard = useGuard();
  const [codes, setCodes] = useState<string[] | null>(null);
  const factors = useFactors().data ?? [];
  const entry = factors.find((it) => it.type === 'recovery_codes');
  if (!factors.some((it) => it.type === 'totp' || it.type === 'webauthn')) return null;
  const left = entry && 'unused_code_count' in entry ? (entry.unused_code_count ?? 0) : 0;

  async function show(read: typeof readRecoveryCodes): Promise<void> {
    try {
      const answer = await guard(read);
      setCodes(answer.unused_codes ?? []);
      await cache.invalidateQueries({ queryKey: ['session', 'factors'] });
    } catch (error) {
      if (!isDismissed(error)) toast.problem(error);
    }
  }
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText((codes ?? []).join('\n'));
    toast.show(t('copied'));
  }
  return (
    <PageSection
      title={t('codes.title')}
      description={entry ? t('codes.left', { count: left }) : t('codes.body')}
      actions={
        <Group gap="xs" wrap="nowrap">
          {entry && !codes && (
            <Button variant="default" onClick={() => void show(readRecoveryCodes)}>
              {t('codes.show')}
            </Button>
          )}
          <Button variant="default" onClick={() => void show(makeRecoveryCodes)}>
            {t('codes.make')}
          </Button>
        </Group>
      }
    >
      {codes && (
        <Stack align="flex-start" gap="xs">
          <Code block>{codes.join('\n')}</Code>
          <Button variant="default" onClick={() => void copy()}>
            {t('copy')}
          </Button>
        </Stack>
      )}
    </PageSection>
  );
}
