/** Fetches all mail of an account at another server. */
import { useState } from 'react';
import { Button, Group, NumberInput, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '@/apps/mail/features/MailContext';
import { pullImap } from '../client/transfers';
import { work } from '../work';
import classes from '../settings.module.css';

const securities = ['tls', 'starttls'] as const;
const ports = { tls: 993, starttls: 143 };
const fresh = { host: '', user: '', password: '', security: 'tls' as const, port: 993 };
type Fields = Omit<typeof fresh, 'security'> & { security: (typeof securities)[number] };

export function ImportImap() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [fields, setFields] = useState<Fields>(fresh);
  const set = (patch: Partial<Fields>) => setFields((before) => ({ ...before, ...patch }));
  async function start(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    if (await work(() => pullImap(account.id, fields), t('imap.begun'))) setFields(fresh);
  }
  return (
    <form onSubmit={(event) => void start(event)} autoComplete="off">
      <Stack gap="sm" maw={560}>
        <div className={classes.two}>
          <TextInput
            label={t('imap.host')}
            placeholder="imap.example.com"
            value={fields.host}
            onChange={(event) => set({ host: event.currentTarget.value })}
          />
          <Group gap="xs" grow>
            <Select
              label={t('imap.security')}
              allowDeselect={false}
              data={securities.map((value) => ({ value, label: t(`imap.${value}`) }))}
              value={fields.security}
              onChange={(value) => {
                const security = securities.find((it) => it === value) ?? 'tls';
                set({ security, port: ports[security] });
              }}
            />
            <NumberInput
              label={t('imap.port')}
              min={1}
              max={65535}
              hideControls
              value={fields.port}
              onChange={(port) => set({ port: Number(port) || ports[fields.security] })}
            />
          </Group>
          <TextInput
            label={t('imap.user')}
            value={fields.user}
            autoComplete="off"
            onChange={(event) => set({ user: event.currentTarget.value })}
          />
          <PasswordInput
            label={t('imap.password')}
            value={fields.password}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('imap.show') }}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
        </div>
        <Group>
          <Button type="submit" disabled={!fields.host || !fields.user || !fields.password}>
            {t('imap.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
