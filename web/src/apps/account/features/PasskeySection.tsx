/** Passkeys: add, rename, remove. */
import { useState } from 'react';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconFingerprint, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { confirm, ListRow, PageSection, RowList, toast, When } from '@/ui';
import { canUsePasskeys, isDismissed } from '../client/auth';
import { deviceName } from '../client/deviceName';
import {
  addPasskey,
  isoOf,
  removePasskey,
  renamePasskey,
  useFactors,
  type Passkey,
} from '../client/factors';
import { useGuard } from './Reauthenticate';

function PasskeyRow({
  passkey,
  act,
}: {
  passkey: Passkey;
  act: (action: () => Promise<unknown>) => Promise<void>;
}) {
  const { t } = useTranslation('account');
  const [name, setName] = useState<string | null>(null);
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('passkey.removeTitle', { name: passkey.name }),
      body: t('passkey.removeBody'),
      action: t('passkey.remove'),
      isDangerous: true,
    });
    if (isSure) await act(() => removePasskey(passkey.id));
  }
  async function rename(): Promise<void> {
    const wanted = name?.trim();
    setName(null);
    if (wanted && wanted !== passkey.name) await act(() => renamePasskey(passkey.id, wanted));
  }
  if (name !== null) {
    return (
      <ListRow
        mark={<IconFingerprint size={18} stroke={1.75} />}
        title={
          <TextInput
            aria-label={t('passkey.name')}
            value={name}
            autoFocus
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => void rename()}
            onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
          />
        }
      />
    );
  }
  return (
    <ListRow
      mark={<IconFingerprint size={18} stroke={1.75} />}
      title={passkey.name}
      description={
        <>
          {t('added')} <When at={isoOf(passkey.created_at)} style="date" />
        </>
      }
      actions={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('passkey.rename', { name: passkey.name })}
            onClick={() => setName(passkey.name)}
          >
            <IconPencil size={18} stroke={1.75} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('passkey.removeTitle', { name: passkey.name })}
            onClick={() => void remove()}
          >
            <IconTrash size={18} stroke={1.75} />
          </ActionIcon>
        </>
      }
    />
  );
}

export function PasskeySection() {
  const { t } = useTranslation('account');
  const cache = useQueryClient();
  const guard = useGuard();
  const passkeys = (useFactors().data ?? []).filter((it) => it.type === 'webauthn');
  async function act(action: () => Promise<unknown>): Promise<void> {
    try {
      await guard(action);
      await cache.invalidateQueries({ queryKey: ['session'] });
    } catch (error) {
      if (!isDismissed(error)) toast.problem(error);
    }
  }
  return (
    <PageSection
      title={t('passkey.title')}
      description={t(canUsePasskeys() ? 'passkey.body' : 'passkey.unsupported')}
      actions={
        canUsePasskeys() && (
          <Button
            variant="default"
            onClick={() => void act(() => addPasskey(deviceName(navigator.userAgent)))}
          >
            {t('passkey.add')}
          </Button>
        )
      }
    >
      {passkeys.length > 0 && (
        <RowList label={t('passkey.title')}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} act={act} />
          ))}
        </RowList>
      )}
    </PageSection>
  );
}
