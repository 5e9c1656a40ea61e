/** A list of app passwords or access tokens; a new one shows its secret this once. */
import { useState } from 'react';
import { Button, Code, Group, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { confirm, ListRow, Notice, PageSection, QueryState, RowList, toast, When } from '@/ui';
import {
  makeSecret,
  revokeSecret,
  secretsKey,
  useSecrets,
  type MadeSecret,
  type Secret,
  type SecretKind,
} from '../client/secrets';
import { ProblemLine } from './ProblemLine';
import { useAttempt } from './useAttempt';

const scopes: Record<SecretKind, string[]> = {
  'app-passwords': ['mail', 'dav'],
  tokens: ['*', 'read', 'drive', 'mail', 'forms', 'desk', 'people', 'provisioning'],
};

function NewSecret({
  kind,
  onMade,
  onCancel,
}: {
  kind: SecretKind;
  onMade: (made: MadeSecret) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('account');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState(kind === 'tokens' ? ['read'] : ['mail', 'dav']);
  const attempt = useAttempt();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt.run(async () => onMade(await makeSecret(kind, name.trim(), chosen)));
      }}
    >
      <Stack maw={420}>
        <ProblemLine problem={attempt.problem} fields={['name', 'scopes']} />
        <TextInput
          label={t('secret.name')}
          placeholder={t(`secret.${kind}.example`)}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={attempt.problem?.messageFor('name')}
          autoFocus
          required
          withAsterisk={false}
        />
        <MultiSelect
          label={t('secret.scopes')}
          data={scopes[kind].map((value) => ({
            value,
            label: t(`scope.${value === '*' ? 'all' : value}`),
          }))}
          value={chosen}
          onChange={setChosen}
          error={attempt.problem?.messageFor('scopes')}
        />
        <Group gap="xs">
          <Button type="submit" loading={attempt.isRunning}>
            {t('secret.make')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Made({ made }: { made: MadeSecret }) {
  const { t } = useTranslation('account');
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(made.secret);
    toast.show(t('copied'));
  }
  return (
    <Notice tone="success" title={t('secret.made', { name: made.name })}>
      <Stack gap="xs" align="flex-start">
        {t('secret.once')}
        <Code block style={{ wordBreak: 'break-all' }}>
          {made.secret}
        </Code>
        <Button variant="default" onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </Stack>
    </Notice>
  );
}

export function SecretSection({ kind }: { kind: SecretKind }) {
  const { t } = useTranslation('account');
  const cache = useQueryClient();
  const query = useSecrets(kind);
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeSecret | null>(null);
  const secrets = query.data ?? [];
  const refresh = () => cache.invalidateQueries({ queryKey: secretsKey(kind) });

  async function revoke(secret: Secret): Promise<void> {
    const isSure = await confirm({
      title: t('secret.revokeTitle', { name: secret.name }),
      body: t('secret.revokeBody'),
      action: t('secret.revoke'),
      isDangerous: true,
    });
    if (isSure) await revokeSecret(kind, secret.id).then(refresh, toast.problem);
  }
  return (
    <PageSection
      title={t(`secret.${kind}.title`)}
      description={t(`secret.${kind}.body`)}
      actions={
        !isMaking && (
          <Button variant="default" onClick={() => setMaking(true)}>
            {t(`secret.${kind}.add`)}
          </Button>
        )
      }
    >
      {made && <Made made={made} />}
      {isMaking && (
        <NewSecret
          kind={kind}
          onCancel={() => setMaking(false)}
          onMade={(it) => {
            setMade(it);
            setMaking(false);
            void refresh();
          }}
        />
      )}
      <QueryState query={query} isEmpty={secrets.length === 0}>
        <RowList label={t(`secret.${kind}.title`)}>
          {secrets.map((secret) => (
            <ListRow
              key={secret.id}
              title={secret.name}
              description={
                <>
                  {secret.scopes
                    .map((it) => t(`scope.${it === '*' ? 'all' : it}`, { defaultValue: it }))
                    .join(', ')}
                  {' · '}
                  {secret.last_used_at ? t('secret.used') : t('secret.unused')}{' '}
                  <When at={secret.last_used_at} style="ago" />
                </>
              }
              actions={
                <Button variant="subtle" color="gray" onClick={() => void revoke(secret)}>
                  {t('secret.revoke')}
                </Button>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}
