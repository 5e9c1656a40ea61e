/** The tokens of a service account; a new one shows its secret this once. */
import { useState } from 'react';
import { Button, Code, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { confirm, ListRow, Notice, QueryState, RowList, toast, When } from '@/ui';
import { useServiceActions, useTokens } from '../client/services';
import type { Token, TokenMade } from '../client/types';
import { NewTokenForm } from './NewTokenForm';

function Made({ made }: { made: TokenMade }) {
  const { t } = useTranslation('people');
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(made.secret);
    toast.show(t('token.copied'));
  }
  return (
    <Notice tone="success" title={t('token.made', { name: made.name })}>
      <Stack gap="xs" align="flex-start">
        {t('token.once')}
        <Code block w="100%" style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap' }}>
          {made.secret}
        </Code>
        <Button variant="default" onClick={() => void copy().catch(toast.problem)}>
          {t('token.copy')}
        </Button>
      </Stack>
    </Notice>
  );
}

function Facts({ token }: { token: Token }) {
  const { t } = useTranslation('people');
  const isOver = token.expires_at !== null && Date.parse(token.expires_at) < Date.now();
  return (
    <>
      <div>
        {token.scopes
          .map((it) => t(`scope.${it === '*' ? 'all' : it}`, { defaultValue: it }))
          .join(', ')}
      </div>
      <div>
        {token.last_used_at ? (
          <>
            {t('token.used')} <When at={token.last_used_at} style="ago" />
          </>
        ) : (
          t('token.unused')
        )}
      </div>
      <div>
        {token.expires_at ? (
          <>
            {t(isOver ? 'token.expired' : 'token.expires')}{' '}
            <When at={token.expires_at} style="date" />
          </>
        ) : (
          t('token.forever')
        )}
      </div>
    </>
  );
}

export function Tokens({ account }: { account: string }) {
  const { t } = useTranslation('people');
  const query = useTokens(account, true);
  const actions = useServiceActions();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<TokenMade | null>(null);
  const tokens = query.data ?? [];

  async function revoke(token: Token): Promise<void> {
    const isSure = await confirm({
      title: t('token.revokeTitle', { name: token.name }),
      body: t('token.revokeBody'),
      action: t('token.revoke'),
      isDangerous: true,
    });
    if (!isSure) return;
    if (made?.id === token.id) setMade(null);
    await actions.revoke(account, token.id);
  }
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {t('token.title')}
      </Title>
      {made && <Made made={made} />}
      {isMaking ? (
        <NewTokenForm
          account={account}
          onCancel={() => setMaking(false)}
          onMade={(it) => {
            setMade(it);
            setMaking(false);
          }}
        />
      ) : (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setMaking(true)}
        >
          {t('token.new')}
        </Button>
      )}
      <QueryState
        query={query}
        isEmpty={tokens.length === 0}
        empty={!isMaking && <Text c="dimmed">{t('token.none')}</Text>}
      >
        <RowList label={t('token.title')}>
          {tokens.map((token) => (
            <ListRow
              key={token.id}
              title={token.name}
              description={<Facts token={token} />}
              actions={
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  onClick={() => void revoke(token).catch(toast.problem)}
                >
                  {t('token.revoke')}
                </Button>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </Stack>
  );
}
