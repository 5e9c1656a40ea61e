/** Make a token: what for, what it opens, how long it lasts. */
import { useState } from 'react';
import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { scopes, useServiceActions } from '../client/services';
import type { TokenMade } from '../client/types';

const DAY_MS = 86_400_000;
const lives = ['30', '90', '365', 'never'] as const;

export function NewTokenForm({
  account,
  onMade,
  onCancel,
}: {
  account: string;
  onMade: (made: TokenMade) => void;
  onCancel: () => void;
}) {
  const { t } = useTranslation('people');
  const actions = useServiceActions();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>(['read']);
  const [life, setLife] = useState<string>('365');
  const [problem, setProblem] = useState<ProblemError | null>(null);

  async function make(): Promise<void> {
    const days = Number(life);
    const expires_at = days ? new Date(Date.now() + days * DAY_MS).toISOString() : null;
    try {
      onMade(await actions.makeToken(account, { name: name.trim(), scopes: chosen, expires_at }));
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <Stack gap="sm">
        <TextInput
          label={t('token.name')}
          placeholder={t('token.example')}
          autoFocus
          value={name}
          error={problem?.messageFor('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <MultiSelect
          label={t('token.scopes')}
          value={chosen}
          error={problem?.messageFor('scopes')}
          data={scopes.map((value) => ({
            value,
            label: t(`scope.${value === '*' ? 'all' : value}`),
          }))}
          onChange={setChosen}
        />
        <Select
          label={t('token.life')}
          allowDeselect={false}
          value={life}
          data={lives.map((value) => ({ value, label: t(`life.${value}`) }))}
          onChange={(value) => setLife(value ?? '365')}
        />
        <Group gap="xs">
          <Button type="submit" disabled={!name.trim() || chosen.length === 0}>
            {t('token.make')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
