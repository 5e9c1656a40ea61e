/** What mail programs ask for: servers, ports, a password of their own. */
import { useState } from 'react';
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries, send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { ListRow, Notice, PageSection, QueryState, RowList, When } from '@/ui';
import { serversQuery, type MailServer } from '../client/servers';
import { work } from '../work';
import { CopyButton } from './CopyButton';
import classes from '../settings.module.css';

export default function MailApps() {
  return (
    <>
      <Servers />
      <Passwords />
    </>
  );
}

function Servers() {
  const { t } = useTranslation('mail-settings');
  const { email } = useMe();
  const query = useQuery(serversQuery(email));
  const servers = query.data ?? [];
  if (!query.isLoading && servers.length === 0) return null;
  return (
    <PageSection title={t('apps')} description={t('apps.body')}>
      <QueryState query={query} isEmpty={servers.length === 0}>
        <div className={classes.server}>
          <Line name={t('apps.user')} value={email} />
          {servers.map((server) => (
            <Server key={`${server.kind} ${server.port}`} server={server} />
          ))}
        </div>
      </QueryState>
      <p className={classes.hint}>{t('apps.auto')}</p>
      <Text mt="sm">
        <a href="/mail/profile.mobileconfig" download>
          {t('apps.apple')}
        </a>
      </Text>
    </PageSection>
  );
}

function Server({ server }: { server: MailServer }) {
  const { t } = useTranslation('mail-settings');
  const { kind, host, port, security } = server;
  const name = t(`apps.${kind}`);
  return <Line name={name} value={`${host}:${port}`} more={t(`apps.security.${security}`)} />;
}

function Line({ name, value, more = '' }: { name: string; value: string; more?: string }) {
  return (
    <>
      <span>{name}</span>
      <div>
        <Code>{value}</Code> {more}
      </div>
      <CopyButton value={value} label={name} />
    </>
  );
}

interface Secret {
  id: string;
  name: string;
  last_used_at: string | null;
}

const KEY = ['session', 'app-passwords'];
const PATH = '/api/v1/me/app-passwords';

function Passwords() {
  const { t } = useTranslation('mail-settings');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const query = useQuery({
    queryKey: KEY,
    queryFn: async () => ((await (await send(PATH)).json()) as { items: Secret[] }).items,
  });
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  async function make(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    await work(async () => {
      const body = { name: name.trim(), scopes: ['mail'] };
      const made = (await (await send(PATH, { method: 'POST', body })).json()) as {
        secret: string;
      };
      setSecret(made.secret);
      setName('');
      await refresh();
    });
  }
  const revoke = (id: string) =>
    work(async () => {
      await send(`${PATH}/${id}`, { method: 'DELETE' });
      await refresh();
    });
  return (
    <PageSection title={t('apps.passwords')} description={t('apps.passwords.body')}>
      <Stack gap="md">
        <form onSubmit={(event) => void make(event)}>
          <Group gap="xs" align="flex-end">
            <TextInput
              flex={1}
              maw={320}
              label={t('apps.program')}
              placeholder={t('apps.program.example')}
              value={name}
              maxLength={100}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Button type="submit" disabled={!name.trim()}>
              {t('apps.make')}
            </Button>
          </Group>
        </form>
        {secret && (
          <Notice tone="success" title={t('apps.made')}>
            <Group gap="xs">
              <Code>{secret}</Code>
              <CopyButton value={secret} label={t('apps.password')} />
            </Group>
          </Notice>
        )}
        <RowList label={t('apps.passwords')}>
          {(query.data ?? []).map((it) => (
            <ListRow
              key={it.id}
              title={it.name}
              description={
                it.last_used_at ? (
                  <>
                    {t('apps.used')} <When at={it.last_used_at} style="ago" />
                  </>
                ) : (
                  t('apps.unused')
                )
              }
              actions={
                <Button variant="subtle" color="gray" onClick={() => void revoke(it.id)}>
                  {t('apps.revoke')}
                </Button>
              }
            />
          ))}
        </RowList>
      </Stack>
    </PageSection>
  );
}
